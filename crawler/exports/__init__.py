"""An archive in the forms that others read.

A format is one module, or a package with its pieces: it reads the ledger and the files of an
archive, also beside a run that is going on, and writes bytes. `formats.py` names them all.
"""
