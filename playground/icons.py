"""The icons of the transport and the steppers, drawn on a 24 × 24 grid; they take the colour of their button's text."""

from urllib.parse import quote

STEP = "M7 6v12l8-6zM18 6v12"
STEP_BACK = "M17 6v12l-8-6zM6 6v12"
STEP_EPOCH = "M4 6v12l6.5-6zM12 6v12l6.5-6zM21 6v12"
RESET = "M5 11a7.2 7.2 0 1 1 1.3 5.2M5 5.2V11h5.6"
SHUFFLE = "M4 7h3.5l9 10H20M4 17h3.5l2.6-2.9M13.9 9.9 16.5 7H20M17.7 4.5 20.2 7l-2.5 2.5M17.7 14.5l2.5 2.5-2.5 2.5"
MINUS = "M6 12h12"
PLUS = "M12 6v12M6 12h12"
PLAY = "M8.5 5.6v12.8l9.7-6.4z"
PAUSE = "M8.2 6v12M15.8 6v12"
BOLD = frozenset({PLAY, PAUSE})


def icon_rule(path: str, host: str = ":host") -> str:
    """The rule of a style sheet that paints an icon on the button inside ``host``."""
    paint = 'fill="black" stroke-width="3.6"' if path in BOLD else 'fill="none" stroke-width="2"'
    image = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" stroke="black" {paint} '
        f'stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>'
    )
    return f'{host} .bk-btn::before {{ mask-image: url("data:image/svg+xml,{quote(image)}"); }}'
