"""What all panels of a page have: the digits page's, and the tabs of the instruments."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from playground.views.face import View

if TYPE_CHECKING:
    from playground.pages.page import Handler, Page

P = TypeVar("P", bound="Page")


class Panel(Generic[P]):
    """One panel: the views that are drawn while it is open, what it hears of a person, and its parts by place.

    A view that is seen with the panel alone has its name as `place`.
    """

    name = ""

    def __init__(self, page: P) -> None:
        self.page = page
        self.views: tuple[View, ...] = ()
        self.handlers: dict[str, Handler] = {}

    @property
    def opens(self) -> tuple[str, ...]:
        """What is open while the panel is."""
        return (self.name,)

    def parts(self) -> dict[str, Any]:
        """What stands in the panel, by the name of its place."""
        return {}
