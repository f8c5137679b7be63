"""Who looks after somebody next: a case passes on, and is never owned by nobody."""
