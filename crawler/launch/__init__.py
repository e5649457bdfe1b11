"""The start of a run: what it is given, checked, and the process that carries it through."""
