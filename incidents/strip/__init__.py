"""Takes out of a file everything but what is seen on it. Runs in a process of its own, without Django or its keys."""
