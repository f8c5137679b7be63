"""How, when and by whom somebody is asked how they are."""
