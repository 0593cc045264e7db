"""The command palette's entries, made from the registry; it answers to pinyin initials too."""

from collections.abc import Callable

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.actions import Action, Place, keys_of


class ActionProvider(Provider):
    """Offers the actions of the screen underneath the palette."""

    def _actions(self) -> list[Action]:
        place: Place = getattr(self.screen, "PLACE", "everywhere")
        return [each for each in keys_of(place) if each.handler and each.name != "palette"]

    def _run(self, action: Action) -> Callable[[], object]:
        handler = action.handler

        async def run() -> None:
            await self.screen.run_action(handler)

        return run

    async def discover(self) -> Hits:
        """List every action before anything is typed."""
        for each in self._actions():
            yield DiscoveryHit(f"{each.title}  {each.key_title}", self._run(each), help=each.help)

    async def search(self, query: str) -> Hits:
        """Yield the actions whose title, help or initials hold what was typed."""
        text = query.strip().lower()
        for each in self._actions():
            if each.initials.startswith(text) or text in each.title or text in each.help:
                score = 1.0 if text in each.title or each.initials == text else 0.5
                yield Hit(score, f"{each.title}  {each.key_title}", self._run(each), help=each.help)
