"""What is used of Textual's private names: all in one file, and each is still there."""

import ast
import inspect
from pathlib import Path

import pytest
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

import tui
from tui.terminal import textual_private

_FILE = Path(textual_private.__file__)
_ATTRIBUTES = {
    "app": ("_screen_stack", "_exit", "_running", "_closed", "_batch_count", "_exception"),
    "screen": ("_compositor",),
    "driver": ("_loop", "_file", "_app", "_writer_thread"),
}
_METHODS = {
    "_flush_next_callbacks": (App, []),
    "_handle_exception": (App, ["error"]),
    "_check_bindings": (App, ["key", "priority"]),
    "_build_driver": (App, ["headless", "inline", "mouse", "size"]),
    "_display": (App, ["screen", "renderable"]),
    "_fatal_error": (App, []),
    "_close_messages_no_wait": (App, []),
    "_request_terminal_sync_mode_support": (LinuxDriver, []),
    "_query_in_band_window_resize": (LinuxDriver, []),
    "_run_input_thread": (LinuxDriver, []),
}


@pytest.mark.parametrize("name", _METHODS)
def test_a_method_is_there_and_takes_what_it_took(name: str) -> None:
    owner, takes = _METHODS[name]
    method = getattr(owner, name, None)
    assert method is not None, f"Textual has no {owner.__name__}.{name} any more: see {_FILE}"
    parameters = [each for each in inspect.signature(method).parameters if each != "self"]
    assert parameters == takes, f"Textual's {owner.__name__}.{name} takes something else now"


@pytest.mark.parametrize(
    ("owner", "name"), [(owner, name) for owner in _ATTRIBUTES for name in _ATTRIBUTES[owner]]
)
async def test_an_attribute_is_there(owner: str, name: str) -> None:
    app: App[None] = App()
    async with app.run_test():
        owners = {"app": app, "screen": app.screen, "driver": LinuxDriver(app)}
        assert hasattr(owners[owner], name), (
            f"Textual's {owner} has no {name} any more: see {_FILE}"
        )


def test_keys_are_made_of_what_a_terminal_sends() -> None:
    keys = textual_private.terminal_keys()
    assert [str(each) for each in keys.feed("a")] and not list(keys.tick())


def test_what_changed_on_a_screen_can_be_drawn_by_others() -> None:
    kinds = CompositorUpdate.__subclasses__()
    assert kinds and all(hasattr(each, "__rich_console__") for each in kinds), kinds


def test_the_pictures_of_a_screen_are_asked_for_as_before() -> None:
    """The whole screen is drawn again by what the compositor makes of it."""
    assert hasattr(Screen(), "_compositor"), "a screen has no compositor before it is shown"
    assert callable(getattr(Screen()._compositor, "render_full_update", None))


def test_every_private_name_stands_in_one_file_and_has_its_test() -> None:
    tested = {*_METHODS, *(name for names in _ATTRIBUTES.values() for name in names)}
    uses, defines = private_names(_FILE)
    assert (uses | defines) - {"__rich_console__"} == tested
    for path in Path(tui.__path__[0]).rglob("*.py"):
        uses, defines = private_names(path)
        if path != _FILE:
            assert not defines.intersection(_METHODS), path
            assert not tested.intersection(uses - defines), path
            assert "from textual._" not in path.read_text("utf-8"), path


def private_names(path: Path) -> tuple[set[str], set[str]]:
    """Return the names with an underscore that a file uses, and those it gives itself."""
    uses: set[str] = set()
    defines: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            (defines if isinstance(node.ctx, ast.Store) else uses).add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] == "_":
            defines.add(node.name)
    return uses, defines
