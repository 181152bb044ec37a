"""A lesson as a package for learning platforms: SCORM 1.2, whose content aggregation model says what is in it.

The other half, which speaks with the platform, is `playground/web/lessons/platform.mjs`.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from packs import Files
from pages import INDEX

MANIFEST = "imsmanifest.xml"


def package(name: str, title: str, document: bytes) -> Files:
    """The files of the package of one lesson."""
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={quoteattr(f"glassbox-{name}")} version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>{escape(title)}</title>
      <item identifier="lesson" identifierref="document"><title>{escape(title)}</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="document" type="webcontent" adlcp:scormtype="sco" href="{INDEX}">
      <file href="{INDEX}"/>
    </resource>
  </resources>
</manifest>
"""
    return {MANIFEST: manifest.encode(), INDEX: document}
