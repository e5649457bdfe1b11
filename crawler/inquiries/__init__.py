"""What people ask of an archive: what it holds, why a URL is or is not in it, what changed."""
