"""Widgets made from the declarations of the settings; they show settings and propose other ones."""
