"""What a chart shows and what its workbook holds come out as the same list, however a program wrote either."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from kaphandout.verify.readers.charts import charted, tabled

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHOWN = ["Tea", "Water", "Warm", "38.3", "13", "Cold", "12", "0.5"]


def chart(series: str) -> etree._Element:
    """A chart of some series."""
    return etree.fromstring(f'<c:chart xmlns:c="{CHART}">{series}</c:chart>')


def points(tag: str, *texts: str | tuple[int, str]) -> str:
    """The cached points of a series: its name (`tx`), its categories (`cat`) or its values (`val`)."""
    numbered = [text if isinstance(text, tuple) else (place, text) for place, text in enumerate(texts)]
    inner = "".join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in numbered)
    return f"<c:{tag}><c:strRef><c:strCache>{inner}</c:strCache></c:strRef></c:{tag}>"


def workbook(rows: Sequence[str], shared: Sequence[str] | None = None) -> bytes:
    """A workbook of one sheet, whose rows are given as the XML of their cells."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        sheet = "".join(f"<row>{cells}</row>" for cells in rows)
        parts.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData></worksheet>'
        )
        if shared is not None:
            items = "".join(f"<si>{item}</si>" for item in shared)
            parts.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{items}</sst>')
    return file.getvalue()


def test_a_chart_and_its_workbook_say_the_same() -> None:
    slide = pptx.Presentation().slides.add_slide(pptx.Presentation().slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["Warm", "Cold"]
    data.add_series("Tea", (38.3, 12))
    data.add_series("Water", (13, 0.5))
    part = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(2), Inches(2), data).chart.part
    assert list(charted(part._element)) == SHOWN
    assert list(tabled(part.chart_workbook.xlsx_part.blob)) == SHOWN


def test_points_are_read_in_the_order_of_their_numbers() -> None:
    tea = points("tx", "Tea") + points("cat", (1, "Cold"), (0, "Warm")) + points("val", (1, "12"), (0, "38.3"))
    assert list(charted(chart(f"<c:ser>{tea}</c:ser>"))) == ["Tea", "Warm", "38.3", "Cold", "12"]


def test_the_bounds_of_an_error_bar_are_no_values_of_the_series() -> None:
    bars = "<c:errBars><c:plus><c:numLit><c:pt idx='0'><c:v>3</c:v></c:pt></c:numLit></c:plus></c:errBars>"
    assert list(charted(chart(f"<c:ser>{points('tx', 'Tea')}{bars}{points('val', '12')}</c:ser>"))) == ["Tea", "12"]


def test_a_name_that_is_written_into_the_chart_itself_is_read() -> None:
    assert list(charted(chart(f"<c:ser><c:tx><c:v>Tea</c:v></c:tx>{points('val', '12')}</c:ser>"))) == ["Tea", "12"]


def test_series_without_a_name_or_of_unequal_length_are_read_to_their_end() -> None:
    one = points("cat", "Warm", "Cold") + points("val", "38.3")
    other = points("cat", "Warm", "Icy") + points("val", "13", "0.5")
    both = chart(f"<c:ser>{one}</c:ser><c:ser>{other}</c:ser>")
    assert list(charted(both)) == ["Warm", "38.3", "13", "Cold", "Icy", "0.5"]


def test_a_chart_without_series_says_nothing() -> None:
    assert list(charted(chart("<c:plotArea/>"))) == []


def test_numbers_are_read_in_one_form_and_words_as_they_are() -> None:
    values = points("val", "38.300000000000004", "12.0", "none")
    assert list(charted(chart(f"<c:ser>{values}</c:ser>"))) == ["38.3", "12", "none"]


def test_text_in_a_workbook_is_read_wherever_a_program_keeps_it() -> None:
    shared = ["<t>Tea</t>", "<r><t>Wa</t></r><r><t>ter</t></r>"]
    rows = [
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>',
        '<c t="inlineStr"><is><r><t>Wa</t></r><r><t>rm</t></r></is></c><c><v>38.300000000000004</v></c>',
        '<c t="str"><f>UPPER(A1)</f><v>1.50 cups</v></c><c/>',
    ]
    assert list(tabled(workbook(rows, shared))) == ["Tea", "Water", "Warm", "38.3", "1.50 cups"]


@pytest.mark.parametrize("number", ["7", "-1", "many", ""])
def test_a_cell_that_points_to_no_shared_text_is_empty(number: str) -> None:
    rows = [f'<c t="s"><v>{number}</v></c><c><v>12</v></c>']
    assert list(tabled(workbook(rows, ["<t>Tea</t>"]))) == ["12"]
    assert list(tabled(workbook(rows))) == ["12"]


def without_a_sheet() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", without_a_sheet(), workbook(["<c>"])],
    ids=["empty", "words", "locked", "without a sheet", "damaged"],
)
def test_what_is_no_workbook_says_nothing(data: bytes) -> None:
    assert list(tabled(data)) == []
