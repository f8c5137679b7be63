"""What is somebody's own: what they asked for, wrote, may read and may take away."""
