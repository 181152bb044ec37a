"""A monkey with a seed: acts at random on everything that a person can reach, and remembers what it did."""

import random
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Error

from tests.browser.playground import Playground

KEYS = (
    *(
        "Tab",
        "Shift+Tab",
        "Enter",
        "Space",
        "Escape",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        ".",
        ",",
        "?",
        "0",
        "9",
        "-",
    ),
    *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Backspace", "Delete", "Control+z", "Control+y", "e"),
)

SIZES = ((1440, 900), (1280, 720), (1024, 768), (390, 844), (320, 568), (1920, 1080))

VALUES = {
    "dataset": ("spiral", "circle", "xor", "rings", "moon"),
    "noise": ("0", "10", "50", "-5", "٣"),
    "hidden": ("", "1", "8,8", "8,8,8,8,8,8", "0", "9", "3,,3"),
    "features": ("x1", "x1,x2", "x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2", "x1,x1", ""),
    "activation": ("tanh", "relu", "linear", "gelu", "step"),
    "learning_rate": ("0.00001", "0.03", "10.0", "nan"),
    "batch_size": ("1", "10", "64", "0"),
    "speed": ("0", "1", "500", "7"),
    "loss": ("cross-entropy", "mean squared error", "hinge"),
    "seed": ("1", "9999", "99999"),
    "optimizer": ("sgd", "adam", "nesterov", "newton"),
    "schedule": ("constant", "cosine", "warm-up", "ice"),
    "regularisation": ("none", "l1", "l2", "l3"),
    "regularisation_rate": ("0.0", "0.03", "10.0", "-1"),
    "initialiser": ("xavier", "orthogonal", "zeros", "ones"),
    "standardise": ("yes", "no", "perhaps"),
    "label_noise": ("0", "50", "51"),
    "imbalance": ("0", "90", "100"),
}

CONTROLS = "button, select, input, [role=slider], [role=button], [role=tab], a[href^='#'], nav a, summary"

FIND = """const find = (selector, share) => {
    const found = []
    const walk = root => root.querySelectorAll('*').forEach(one => {
        if (one.matches(selector) && one.checkVisibility({visibilityProperty: true}) && !one.disabled) found.push(one)
        if (one.shadowRoot) walk(one.shadowRoot)
    })
    walk(document)
    return found[Math.floor(share * found.length)]
}"""

CLICK = f"""([selector, share]) => {{
    {FIND}
    const one = find(selector, share)
    const name = one?.getAttribute('aria-label') ?? one?.innerText.trim().slice(0, 30)
    one?.focus({{preventScroll: true}})
    one?.click?.()
    return name ?? null
}}"""

CHOOSE = f"""([share, which]) => {{
    {FIND}
    const one = find('select', share)
    if (!one) return null
    one.selectedIndex = Math.floor(which * one.options.length)
    one.dispatchEvent(new Event('change', {{bubbles: true}}))
    return one.value
}}"""

BOX = """slot => {
    const { left, top, width, height } = slot.getBoundingClientRect()
    return [left, top, width, height]
}"""

PLACES = ("network", "output", "loss")


class Monkey:
    """Acts on one page; `done` holds what it did, in words."""

    def __init__(self, app: Playground, seed: int) -> None:
        self.app = app
        self.seed = seed
        self.chance = random.Random(seed)
        self.done: list[str] = []
        self._acts: dict[Callable[[], str], int] = {
            self._click: 40, self._press_key: 20, self._point: 20, self._choose: 6, self._type_address: 4,
            self._resize: 3, self._go: 3, self._flurry: 4,
        }  # fmt: skip

    def act(self) -> None:
        """One act; what is not there or cannot be reached in time is left alone."""
        acts, weights = zip(*self._acts.items(), strict=True)
        (act,) = self.chance.choices(acts, weights)
        try:
            self.done.append(act())
        except Error as error:
            self.done.append(f"{act.__name__[1:]} came to nothing: {error.message.splitlines()[0][:80]}")

    def _click(self) -> str:
        return f"clicked {self._click_one(CONTROLS)!r}"

    def _press_key(self) -> str:
        key = self.chance.choice(KEYS)
        self.app.page.keyboard.press(key)
        return f"pressed {key}"

    def _point(self) -> str:
        name = self.chance.choice(PLACES)
        place = self.app.diagram if name == "network" else self.app.slot(name)
        if not place.is_visible():
            return f"found no {name}"
        left, top, width, height = place.evaluate(BOX, timeout=2000)
        x, y = left + self.chance.random() * width, top + self.chance.random() * height
        self.app.page.mouse.move(x, y, steps=self.chance.randint(1, 4))
        pressed = self.chance.random() < 0.4
        if pressed:
            self.app.page.mouse.down()
            self.app.page.mouse.up()
        return f"{'clicked' if pressed else 'pointed'} at {x:.0f}, {y:.0f} on the {name}"

    def _choose(self) -> str:
        return f"chose {self.app.page.evaluate(CHOOSE, [self.chance.random(), self.chance.random()])!r}"

    def _type_address(self) -> str:
        names = self.chance.sample(sorted(VALUES), self.chance.randint(1, 4))
        fragment = "&".join(f"{name}={quote(self.chance.choice(VALUES[name]))}" for name in names)
        self.app.page.evaluate("fragment => { location.hash = fragment }", fragment)
        return f"went to #{fragment}"

    def _resize(self) -> str:
        width, height = self.chance.choice(SIZES)
        self.app.page.set_viewport_size({"width": width, "height": height})
        return f"made the window {width} × {height}"

    def _go(self) -> str:
        way = self.chance.choice(("back", "forward"))
        self.app.page.evaluate(f"history.{way}()")
        return f"went {way}"

    def _flurry(self) -> str:
        names = [self._click_one("button") for _ in range(self.chance.randint(3, 8))]
        return f"clicked quickly {', '.join(map(repr, names))}"

    def _click_one(self, selector: str) -> str:
        return self.app.page.evaluate(CLICK, [selector, self.chance.random()])
