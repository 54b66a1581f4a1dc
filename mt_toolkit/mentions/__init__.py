"""What in a text may be a name, with all that says so; words known to be none."""
