"""Latin letters brought home to Devanagari and Telugu."""

from sevamitra.nlu.translit.home import bring_home

__all__ = ["bring_home"]
