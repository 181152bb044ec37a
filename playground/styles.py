"""Style sheets for the inside of Panel's widgets, which the page's own style sheet cannot reach.

Colours are the custom properties that the page's style sheet declares; only shapes are said here.
"""

from playground.thumbnails import picture

_LABEL = """
:host { font: 14px/1.35 var(--font); color: var(--ink); width: 100%; }
label, .bk-slider-title { font: 14px/1.35 var(--font); color: var(--muted); margin: 0 0 4px; padding: 0; }
"""
_FOCUS = "outline: 3px solid var(--focus); outline-offset: 2px;"

_ICON = """
  content: ""; position: absolute; inset: 0; margin: auto; height: 100%; background: currentColor;
  mask-repeat: no-repeat; mask-position: center; mask-size: contain;
"""

_EITHER = """
.narrow { display: none; }
@media (max-width: 640px) { .wide { display: none; } .narrow { display: inline; } }
"""


def _round(side: int, icon: int, more: str = "") -> str:
    """A button of ``side`` pixels that shows an icon of ``icon`` pixels and hides its words from the eye."""
    return f"""
    :host {{ width: {side}px; height: {side}px; }}
    .bk-btn {{
      width: {side}px; height: {side}px; padding: 0; border: 1px solid var(--edge) !important;
      border-radius: 50% !important;
      background: var(--ground) !important; color: var(--ink) !important; font-size: 0; box-shadow: none !important;
      position: relative; {more}
    }}
    .bk-btn:hover {{ filter: brightness(.95); }}
    .bk-btn:focus-visible {{ {_FOCUS} }}
    .bk-btn::before {{ {_ICON} width: {icon}px; }}
    """


_COLOURED = "border: 0 !important; background: var(--accent) !important; color: var(--on-accent) !important;"

_SHEETS = {
    "select": f"""{_LABEL}
    .bk-input-group > label {{ font-size: 13px; }}
    select.bk-input {{
      height: 34px !important; border: 1px solid var(--edge); border-radius: 8px; background-color: var(--ground);
      color: var(--ink); font: 14px var(--font); padding: 0 28px 0 10px;
    }}
    select.bk-input:focus-visible {{ {_FOCUS} }}
    """,
    "number": f"""{_LABEL}
    .bk-input-group > label {{ font-size: 13px; }}
    .spin-wrapper {{ height: 34px; }}
    .bk-spin-btn {{ display: none !important; }} /* small and nameless; the arrow keys do the same */
    input.bk-input {{
      height: 34px !important; min-height: 0; border: 1px solid var(--edge); border-radius: 8px;
      background: var(--ground);
      color: var(--ink); font: 14px var(--font); padding: 0 10px;
    }}
    input.bk-input:focus-visible {{ {_FOCUS} }}
    """,
    "slider-title": """
    :host > div { display: flex; justify-content: space-between; gap: 8px; font: 13px/1.4 var(--font);
      color: var(--muted); }
    b { font-weight: 600; color: var(--ink); font-variant-numeric: tabular-nums; }
    """,
    "speed-title": """
    @media (max-width: 640px) { span { display: none; } b { white-space: nowrap; } }
    """,
    "slider": f"""{_LABEL}
    .noUi-target {{ margin: 8px 9px 6px !important; width: calc(100% - 18px) !important; height: 4px; border: 0;
      box-shadow: none; background: var(--edge); border-radius: 2px; }}
    .noUi-base, .noUi-connects {{ border-radius: 2px; }}
    .noUi-connect {{ background: var(--accent) !important; }}
    .noUi-handle {{
      width: 18px !important; height: 18px !important; right: -9px !important; top: -7px !important;
      border: 2px solid var(--accent); border-radius: 50%; background: var(--ground);
      box-shadow: 0 1px 3px rgb(0 0 0 / 25%); cursor: grab;
    }}
    .noUi-handle::before, .noUi-handle::after {{ display: none; }}
    .noUi-handle:focus-visible {{ {_FOCUS} }}
    """,
    "chips": f"""{_LABEL}
    .bk-btn-group {{ display: flex; flex-wrap: wrap; gap: 6px; }}
    .bk-btn-group .bk-btn {{
      flex: 0 0 auto; min-width: 40px; height: 32px; padding: 0 10px; border: 1px solid var(--edge) !important;
      border-radius: 8px !important; background: var(--ground) !important; color: var(--ink);
      font: 14px var(--font); box-shadow: none !important;
    }}
    .bk-btn-group .bk-btn.bk-active {{ background: var(--tint) !important; border-color: var(--accent) !important;
      color: var(--accent); font-weight: 600; }}
    .bk-btn:focus-visible {{ {_FOCUS} }}
    """,
    "thumbnails": f"""{_LABEL}
    .bk-btn-group {{ display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; width: 100%; }}
    @media (max-width: 640px) {{ .bk-btn-group {{ grid-template-columns: repeat(4, minmax(0, 1fr)); }} }}
    .bk-btn-group .bk-btn {{
      aspect-ratio: 1; padding: 0; font-size: 0; border: 1px solid var(--edge) !important;
      border-radius: 8px !important;
      background: var(--ground) center / 100% no-repeat !important; box-shadow: none !important;
    }}
    .bk-btn-group .bk-btn.bk-active {{ border-color: var(--accent) !important; outline: 2px solid var(--accent);
      outline-offset: -1px; }}
    .bk-btn:focus-visible {{ {_FOCUS} }}
    """,
    "check": f"""{_LABEL}
    label {{ color: var(--ink); margin: 0; font-size: 13px; display: flex; gap: 8px; align-items: center;
      min-height: 24px; }}
    input {{ width: 16px; height: 16px; margin: 0; accent-color: var(--accent); }}
    input:focus-visible {{ {_FOCUS} }}
    """,
    "transport": _round(42, 20),
    "play": _round(54, 26, _COLOURED),
    "stepper": _round(26, 16, "border-radius: 7px !important;"),
    "plain": f"""
    :host {{ width: auto; }}
    .bk-btn {{
      height: 34px; padding: 0 12px 0 34px; border: 1px solid var(--edge) !important; border-radius: 8px !important;
      background: var(--ground) !important; color: var(--ink) !important; font: 14px var(--font);
      box-shadow: none !important;
      white-space: nowrap; position: relative;
    }}
    .bk-btn:hover {{ background: var(--tint) !important; }}
    .bk-btn:focus-visible {{ {_FOCUS} }}
    .bk-btn::before {{ {_ICON} width: 18px; right: auto; left: 10px; }}
    """,
    "heading": ":host { font: 600 14px/1.3 var(--font); color: var(--ink); text-align: center; }" + _EITHER,
    "count": ":host { font: 14px/26px var(--font); color: var(--muted); font-variant-numeric: tabular-nums; }"
    + _EITHER,
    "row": """
    :host { gap: 12px; align-items: center; }
    :host > * { align-self: center !important; }
    @media (max-width: 640px) { :host { gap: 6px; } }
    """,
    "stack": ":host { gap: 14px; }",
    "headings": """
    :host { width: 100%; }
    :host > * { flex: 1 1 0 !important; min-width: 0; width: auto; }
    """,
    "column": ":host { gap: 4px; } :host > * { align-self: center !important; text-align: center; }",
    "counter": """
    :host { gap: 6px; width: auto; }
    @media (max-width: 640px) { :host { flex-direction: column; gap: 2px;
      } :host > * { align-self: center !important; } }
    """,
}


def stylesheet(kind: str) -> str:
    """The style sheet of one kind of control; KeyError if there is no such kind."""
    return _SHEETS[kind]


def thumbnail_rules(names: list[str]) -> str:
    """The picture of every dataset on the button that stands for it."""
    return "".join(
        f'.bk-btn:nth-child({i}) {{ background-image: url("{picture(name)}") !important; }}'
        for i, name in enumerate(names, 1)
    )
