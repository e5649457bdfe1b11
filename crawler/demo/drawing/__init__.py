"""Draws the demonstration's images: `python -m crawler.demo.drawing FOLDER`.

The results are kept in crawler/demo/images/; this package runs only when a picture is changed.
"""
