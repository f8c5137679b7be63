"""The look of the house: NHS components, form fields and the frame around every page."""
