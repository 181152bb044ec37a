"""Why this answer: what every attribution method says of the image on the easel."""

from typing import TYPE_CHECKING, Any

from playground.core.digits.why import ORDER, Check
from playground.pages.panels.panel import Panel
from playground.views.why import Reasoning

if TYPE_CHECKING:
    from playground.pages.digits import Digits


class WhyThis(Panel["Digits"]):
    """Pictures of all methods, what they are asked about, and a sanity check of one of them."""

    name = "why"

    def __init__(self, page: "Digits") -> None:
        super().__init__(page)
        self.check = Check()
        self.reasoning = Reasoning(page.bulletin.source, page.easel, page.spot, self.check)
        self.views = (self.reasoning,)
        self.handlers = {"check": self.look_into}

    def look_into(self, method: Any) -> None:
        """Check a method, by its name, or none."""
        self.check.method = method if method in ORDER else None
        self.page.experiment.publish()

    def parts(self) -> dict[str, Any]:
        """The pictures and the controls."""
        views = self.page.controls
        places = {"why": "why", "patch": "patch", "patch-size": "patch_size", "patch-stride": "patch_stride"}
        source = self.reasoning.sources["pixels"]
        return {str(source.name): source, **{place: views[name] for place, name in places.items()}}
