"""Style sheets for the inside of Panel's widgets, which the page's own style sheet cannot reach.

Colours and sizes are the custom properties that the page's style sheet declares; only shapes are said here.
"""

from playground.core.plane.points import Points
from playground.core.plane.settings import YOURS
from playground.theme.thumbnails import picture

_LABEL = """
:host { font: 1rem/1.35 var(--font); color: var(--ink); width: 100%; }
label { font: .93rem/1.35 var(--font); color: var(--muted); margin: 0 0 .25rem; padding: 0; }
"""
_FOCUS = """outline: var(--ring) solid var(--focus) !important; outline-offset: 2px; z-index: 1;"""
_QUIET = "outline: none; box-shadow: none !important;"

_FIELD = f"""{_LABEL}
.bk-input-group {{ min-height: 0; }}
.bk-input.bk-input {{
  height: var(--control) !important; min-height: 0; border: 1px solid var(--edge); border-radius: var(--corner);
  background-color: var(--ground); color: var(--ink); font: 1rem var(--font); {_QUIET}
}}
.bk-input:hover {{ border-color: var(--strong-edge); }}
.bk-input.bk-input:focus-visible {{ {_FOCUS} }}
.bk-input:disabled {{ color: var(--muted); opacity: .6; }}
@media (forced-colors: active) {{ .bk-input:disabled {{ color: GrayText; border-color: GrayText; opacity: 1; }} }}
"""

_BUTTON = f"""
  border: 1px solid var(--edge) !important; border-radius: var(--corner) !important;
  background-color: var(--ground) !important; color: var(--ink) !important; {_QUIET}
"""

_NO_BUTTON = ".scroll-button { display: none; }"
"""Panel's columns have one, which takes a place among the rest."""
_SHEETS = {
    "select": f"""{_FIELD}
    select.bk-input {{
      appearance: none; padding: 0 1.8rem 0 .7rem; text-overflow: ellipsis; cursor: pointer;
      background-image: none !important;
    }}
    .bk-input-group {{ position: relative; }}
    .bk-input-group::after {{
      content: ""; position: absolute; right: .85rem; bottom: calc(var(--control) / 2 - .12rem); width: .5rem;
      height: .5rem; border: solid var(--muted); border-width: 0 .13rem .13rem 0; rotate: 45deg; pointer-events: none;
    }}
    """,
    "unlabelled": """
    label { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
    """,
    "number": f"""{_FIELD}
    .spin-wrapper {{ height: var(--control); }}
    .bk-spin-btn {{ display: none !important; }} /* small and nameless; the arrow keys do the same */
    input.bk-input {{ padding: 0 .7rem; font-variant-numeric: tabular-nums; }}
    input.bk-input.bk-input:focus-visible {{ outline-offset: -3px; }} /* what stands around it cuts off more */
    """,
    "slider-title": """
    :host > div { display: flex; justify-content: space-between; gap: .6rem; font: .93rem/1.4 var(--font);
      color: var(--muted); }
    b { font-weight: 600; color: var(--ink); font-variant-numeric: tabular-nums; white-space: nowrap; }
    """,
    "speed-title": """
    @container (max-width: 46rem) { span { display: var(--slider-name, none); } }
    """,
    "slider": f"""{_LABEL}
    .noUi-target {{ margin: .57rem .65rem .43rem !important; width: calc(100% - 1.3rem) !important; height: .29rem;
      border: 0; box-shadow: none; background: var(--edge); border-radius: .15rem; }}
    .noUi-base, .noUi-connects {{ border-radius: .15rem; }}
    .noUi-connect {{ background: var(--accent) !important; }}
    .noUi-handle {{
      width: 1.3rem !important; height: 1.3rem !important; right: -.65rem !important; top: -.5rem !important;
      border: 2px solid var(--accent); border-radius: 50%; background: var(--ground);
      box-shadow: 0 1px 3px rgb(0 0 0 / 25%); cursor: grab;
    }}
    .noUi-handle::before, .noUi-handle::after {{ display: none; }}
    .noUi-handle::after {{ display: block; content: ""; position: absolute; inset: -.6rem; left: -.6rem; top: -.6rem;
      width: auto; height: auto; background: none; }} /* a thumb's reach */
    .noUi-handle:focus {{ outline: none; }}
    .noUi-handle:focus-visible {{ {_FOCUS} }}
    @media (forced-colors: active) {{
      .noUi-target {{ border: 1px solid CanvasText; }}
      .noUi-connect {{ forced-color-adjust: none; background: Highlight !important; }}
      .noUi-handle {{ border-color: CanvasText; }}
    }}
    """,
    "button": f"""{_LABEL}
    .bk-btn-group .bk-btn {{ width: 100%; height: var(--control); padding: 0 .7rem; font: 1rem var(--font); {_BUTTON} }}
    .bk-btn-group .bk-btn:hover {{ background-color: var(--tint) !important;
      border-color: var(--strong-edge) !important; }}
    .bk-btn-group .bk-btn:focus-visible {{ {_FOCUS} }}
    """,
    "chips": f"""{_LABEL}
    .bk-btn-group {{ display: flex; flex-wrap: wrap; gap: .43rem; }}
    .bk-btn-group .bk-btn {{
      flex: 0 0 auto; min-width: 2.86rem; height: 2.3rem; padding: 0 .7rem; font: 1rem var(--font); {_BUTTON}
    }}
    .bk-btn-group .bk-btn:hover {{ border-color: var(--strong-edge) !important; }}
    .bk-btn-group .bk-btn.bk-active {{ background-color: var(--tint) !important; border-color: var(--accent) !important;
      color: var(--accent) !important; font-weight: 600; }}
    .bk-btn-group .bk-btn:focus-visible {{ {_FOCUS} }}
    @media (forced-colors: active) {{ .bk-btn-group .bk-btn.bk-active {{ forced-color-adjust: none;
      background-color: Highlight !important; color: HighlightText !important; border-color: Highlight !important; }} }}
    """,
    "tabs": f"""{_LABEL}
    .bk-btn-group {{ display: flex; flex-wrap: wrap; gap: 0 .95rem; }}
    .bk-btn-group .bk-btn {{
      flex: 0 0 auto; height: 2.1rem; padding: 0 .1rem; font: .93rem var(--font); color: var(--muted) !important;
      background: none !important; border: 0 !important; border-bottom: 2px solid transparent !important;
      border-radius: 0 !important; {_QUIET}
    }}
    .bk-btn-group .bk-btn:hover {{ color: var(--ink) !important; }}
    .bk-btn-group .bk-btn.bk-active {{ color: var(--accent) !important; border-color: var(--accent) !important;
      font-weight: 600; }}
    .bk-btn-group .bk-btn:focus-visible {{ {_FOCUS} border-radius: .2rem !important; }}
    @media (forced-colors: active) {{ .bk-btn-group .bk-btn.bk-active {{ border-color: Highlight !important; }} }}
    """,
    "thumbnails": f"""{_LABEL}
    .bk-btn-group {{ display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .43rem; width: 100%; }}
    @container (max-width: 46rem) {{ .bk-btn-group {{ grid-template-columns: repeat(7, minmax(0, 1fr)); }} }}
    .bk-btn-group .bk-btn {{ aspect-ratio: var(--picture-shape, 1); padding: 0; font-size: 0; {_BUTTON}
      position: relative; }}
    .bk-btn::before {{
      content: ""; position: absolute; inset: 0; background: var(--picture-image) center / contain no-repeat;
      filter: var(--picture); forced-color-adjust: none;
    }}
    .bk-btn-group .bk-btn:hover {{ border-color: var(--strong-edge) !important; }}
    .bk-btn-group .bk-btn.bk-active {{ border-color: var(--accent) !important;
      box-shadow: inset 0 0 0 1px var(--accent) !important; }}
    .bk-btn-group .bk-btn:focus-visible {{ {_FOCUS} }}
    @media (forced-colors: active) {{ .bk-btn-group .bk-btn.bk-active {{ border: 3px solid Highlight !important; }} }}
    """,
    "check": f"""
    :host {{ font: var(--switch, 1rem)/1.75rem var(--font); color: var(--ink); white-space: nowrap; }}
    :host .bk-label {{ top: 0; margin: 0; }}
    :host input {{ width: 1.1rem; height: 1.1rem; margin: 0 .5rem 0 0; vertical-align: -.18rem;
      accent-color: var(--accent); }}
    input:focus-visible {{ {_FOCUS} }}
    """,
    "row": f""":host {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(7.6rem, auto)); gap: .85rem;
      font: 1rem/1.35 var(--font); }} {_NO_BUTTON}""",
    "titled row": f""":host {{ grid-column: 1 / -1; display: grid; align-items: center; gap: .5rem .85rem;
      grid-template-columns: 9.7rem repeat(auto-fit, minmax(5.4rem, 1fr)); font: 1rem/1.35 var(--font); }}
    :host::before {{ color: var(--muted); font-size: .93rem; }}
    @media (max-width: 46rem) {{
      :host {{ grid-template-columns: repeat(auto-fit, minmax(7.6rem, 1fr)); }}
      :host::before {{ grid-column: 1 / -1; }}
    }} {_NO_BUTTON}""",
    "stack": f":host {{ gap: .93rem; font: 1rem/1.35 var(--font); }} {_NO_BUTTON}",
}


def stylesheet(kind: str) -> str:
    """The style sheet of one kind of control; KeyError if there is no such kind."""
    return _SHEETS[kind]


def thumbnail_rules(names: list[str], own: Points) -> str:
    """The picture of every dataset on the button that stands for it; one's own is of one's own points."""
    pictures = [picture(name, own if name == YOURS else None) for name in names]
    return "".join(
        f'.bk-btn:nth-child({i}) {{ --picture-image: url("{image}"); }}' for i, image in enumerate(pictures, 1)
    )
