"""One class a file, in the order of crawler/settings.py, thin over the pure rooms."""
