"""Where the shapes and the examples of the profile lie, and what stands in them."""

from pathlib import Path

from tests.dcat_ap_se.examples import example_files
from tests.dcat_ap_se.writing import shape_files

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "shapes" / "dcat-ap-se"
EXAMPLES = ROOT / "tests" / "shapes" / "dcat-ap-se"


def files() -> dict[Path, str]:
    """Every generated file, by its path."""
    return {
        **{SHAPES / name: text for name, text in shape_files().items()},
        **{EXAMPLES / name: text for name, text in example_files().items()},
    }
