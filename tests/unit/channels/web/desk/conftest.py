"""The application of the folder above, for pages that are added to it."""

import pytest

from bot.channels.web.assets import Assets
from bot.channels.web.fonts import font_files
from bot.settings import Settings


@pytest.fixture
def assets(settings: Settings) -> Assets:
    return Assets.load(font_files(settings.paths.var / "fonts"))
