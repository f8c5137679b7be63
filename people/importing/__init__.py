"""A trust's own files on their way in: read, planned, shown, then taken over, each row whole or not at all.

files.py turns bytes into rows; registry.py knows what can be imported; planning.py decides what would happen
to each row; running.py does it; rejected.py gives back what could not be read. What a row means is its room's
own matter: people/directory.py, incidents/importing.py, reviews/importing.py.
"""
