"""Customer files: what is read, what is refused and how it is told; all or nothing; twice is once."""

import codecs
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.contacts import Contact, ContactKind, read_contact
from bot.identity.customer_file import LARGEST, read_customer_file
from bot.identity.directories.table import TableDirectory
from bot.identity.directory_import import CustomerImport, Imported
from bot.identity.errors import ImportRefused
from bot.identity.models import Customer
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from tests.unit.identity.world import Clock, a_keyring

TODAY = date(2026, 3, 2)
HEADING = "id,name,phone,email,birth_date\n"


class Desk:
    def __init__(self, database: Database, keyring: Keyring) -> None:
        self.importer = CustomerImport(database, keyring, Clock())
        self.table = TableDirectory(database, keyring)

    async def load(self, text: str, organisation: str = "medring", *, replace: bool = False) -> Imported:
        return await self.importer.run(text.encode(), organisation, replace=replace)

    async def find(self, text: str, organisation: str = "medring") -> str | None:
        contact = read_contact(text)
        assert contact is not None
        customer = await self.table.find(organisation, contact)
        return customer.number if customer else None


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, a_keyring())


def problems(text: str | bytes, organisation: str = "medring") -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return read_customer_file(content, organisation, TODAY).problems


def test_a_line_is_read() -> None:
    text = 'ID; Name ;phone;email;birth_date;hạng\nA1;Nguyễn  Thị Lan;"0912345678; 0987654321";Lan@Example.com;17/5/1990;vàng\n'
    (line,) = read_customer_file(text.encode(), "medring", TODAY).lines
    assert line.number == 2
    assert line.customer == Customer(
        "A1",
        "Nguyễn Thị Lan",
        (
            Contact(ContactKind.PHONE, "+84912345678"),
            Contact(ContactKind.PHONE, "+84987654321"),
            Contact(ContactKind.EMAIL, "lan@example.com"),
        ),
        "1990-05-17",
        (("hạng", "vàng"),),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_spreadsheets_write_it_in_many_ways(separator: str, mark: bytes, ending: str) -> None:
    rows = [["id", "name", "phone"], ["1", "Lan", "912345678"], ["", "", ""], ["2", "Mai", "'0987654321"]]
    text = ending.join(separator.join(row) for row in rows) + ending
    file = read_customer_file(mark + text.encode(), "medring", TODAY)
    assert file.problems == []
    assert [line.customer.contacts[0].value for line in file.lines] == ["+84912345678", "+84987654321"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",Lan,0912345678,,", "thiếu mã khách hàng"),
        ("1,,0912345678,,", "thiếu tên"),
        ("1,Lan,,,", "ít nhất một"),
        ("1,Lan,không,,", "cột phone"),
        ("1,Lan,1900 1234,,", "cột phone"),
        ("1,Lan,,lan@,", "cột email"),
        ("1,Lan,,0912345678,", "cột email"),
        ("1,Lan,0912345678,,31/02/1990", "birth_date"),
        ("1,Lan,0912345678,,2026-03-03", "birth_date"),
        ("1,Lan,0912345678,,1830-01-01", "birth_date"),
        ("1,Lan,0912345678,,,thừa", "nhiều ô"),
        (f"1,{'a' * 5_000},0912345678,,", "dài quá 300 ký tự"),
    ],
)
def test_a_bad_line_is_told_with_its_number(line: str, said: str) -> None:
    good = "7,Mai,0987654321,,\n"
    (problem,) = problems(f"{HEADING}{good}{line}\n")
    assert problem.startswith("Dòng 3: ") and said in problem
    assert "0912345678" not in problem and "Lan" not in problem


def test_every_bad_line_is_told() -> None:
    told = problems(HEADING + "1,Lan,x,,\n2,Mai,0912345678,,\n3,,0987654321,,\n")
    assert [problem.split(":")[0] for problem in told] == ["Dòng 2", "Dòng 4"]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    told = problems('id,name,phone,ghi chú\n1,Lan,0912345678,"hai\ndòng"\n\n2,Mai,x,\n')
    assert [problem.split(":")[0] for problem in told] == ["Dòng 5"]


def test_a_number_or_a_contact_twice_is_told() -> None:
    told = problems(HEADING + "1,Lan,0912345678,,\n1,Mai,0987654321,,\n2,Hoa,+84 912 345 678,,\n")
    assert told == [
        "Dòng 3: mã khách hàng trùng với dòng 2.",
        "Dòng 4: số điện thoại hoặc email trùng với dòng 2; mỗi liên hệ chỉ thuộc về một khách hàng.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có dòng nào"),
        (b"\n\n", "không có dòng nào"),
        ("id,name,phone\n1,Lân,0912345678".encode("utf-16"), "UTF-8"),
        ("id,name,phone\n1,Lân,0912345678".encode("cp1258", "replace") + b"\xff", "UTF-8"),
        (b"name,phone\n", "thiếu cột id"),
        (b"id,name\n", "phone"),
        (b"1,Lan,0912345678\n", "thiếu cột id, name, phone/email"),
        (b"id,name,phone,phone\n", "hai lần"),
        (b'id,name,phone\n1,"Lan,0912345678\n2,Mai,0987654321\n', "Dòng 2"),
        (b"id,name,phone\n1," + b"a" * 200_000 + b",0912345678\n", "Dòng 2"),
        (b"\x00\x00", "thiếu cột"),
        (b"a" * (LARGEST + 1), "50 MB"),
    ],
)
def test_a_file_that_is_none_is_told(content: bytes, said: str) -> None:
    told = problems(content)
    assert len(told) == 1 and said in told[0]


def test_lines_of_other_organisations_are_passed_over() -> None:
    text = "organisation,id,name,phone\nmedring,1,Lan,0912345678\nvsign,1,Mai,hỏng\n"
    assert [line.customer.name for line in read_customer_file(text.encode(), "medring", TODAY).lines] == ["Lan"]
    assert len(problems(text, "vsign")) == 1


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("latin-1")))
def test_no_file_breaks_the_reader(text: str) -> None:
    for content in (text, HEADING + text):
        file = read_customer_file(content.encode("utf-8", "surrogatepass"), "medring", TODAY)
        assert all(line.customer.number and line.customer.contacts for line in file.lines)


async def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    text = HEADING + "1,Lan,0912345678,lan@example.com,\n2,Mai,0987654321,,\n"
    assert await desk.load(text) == Imported(added=2, changed=0, unchanged=0, removed=0)
    assert await desk.load(text) == Imported(added=0, changed=0, unchanged=2, removed=0)
    assert await desk.find("lan@example.com") == "1"


async def test_one_bad_line_and_nothing_is_taken(desk: Desk) -> None:
    await desk.load(HEADING + "1,Lan,0912345678,,\n")
    with pytest.raises(ImportRefused, match="Dòng 3") as caught:
        await desk.load(HEADING + "1,Lan,0933333333,,\n2,Mai,hỏng,,\n")
    assert len(caught.value.problems) == 1
    assert await desk.find("0912345678") == "1"
    assert await desk.find("0933333333") is None


async def test_a_changed_contact_replaces_the_old_one(desk: Desk) -> None:
    await desk.load(HEADING + "1,Lan,0912345678,,\n")
    assert (await desk.load(HEADING + "1,Lan,0933333333,,\n")).changed == 1
    assert await desk.find("0912345678") is None
    assert await desk.find("0933333333") == "1"


async def test_two_customers_can_swap_a_contact(desk: Desk) -> None:
    await desk.load(HEADING + "1,Lan,0912345678,,\n2,Mai,0987654321,,\n")
    assert (await desk.load(HEADING + "1,Lan,0987654321,,\n2,Mai,0912345678,,\n")).changed == 2
    assert await desk.find("0912345678") == "2"


async def test_a_contact_of_somebody_who_stays_is_not_given_away(desk: Desk) -> None:
    await desk.load(HEADING + "1,Lan,0912345678,,\n")
    with pytest.raises(ImportRefused, match="Dòng 2: số điện thoại hoặc email này đã thuộc"):
        await desk.load(HEADING + "2,Mai,0912345678,,\n")
    assert await desk.find("0912345678") == "1"


async def test_customers_that_are_not_in_the_file_stay_unless_it_replaces(desk: Desk) -> None:
    await desk.load(HEADING + "1,Lan,0912345678,,\n")
    await desk.load(HEADING + "2,Mai,0987654321,,\n")
    assert await desk.find("0912345678") == "1"
    done = await desk.load(HEADING + "3,Hoa,0912345678,,\n", replace=True)
    assert done == Imported(added=1, changed=0, unchanged=0, removed=2)
    assert await desk.find("0912345678") == "3"
    assert await desk.find("0987654321") is None


async def test_organisations_are_kept_apart(desk: Desk) -> None:
    await desk.load(HEADING + "1,Lan,0912345678,,\n")
    await desk.load(HEADING + "9,Lan,0912345678,,\n", "vsign")
    await desk.load(HEADING + "2,Mai,0987654321,,\n", "vsign", replace=True)
    assert await desk.find("0912345678") == "1"
    assert await desk.find("0912345678", "vsign") is None


async def test_numbers_that_differ_in_case_are_two_customers(desk: Desk) -> None:
    assert (await desk.load(HEADING + "a,Lan,0912345678,,\nA,Mai,0987654321,,\n")).added == 2


async def test_a_thousand_lines_are_taken(desk: Desk) -> None:
    lines = "".join(f"{n},Khách {n},,nguoi.{n}@example.com,\n" for n in range(1_200))
    assert (await desk.load(HEADING + lines)).added == 1_200
    assert await desk.find("nguoi.1199@example.com") == "1199"
    assert (await desk.load(HEADING + lines.replace("Khách 7,", "Bạn 7,"))).changed == 1


async def test_a_customer_comes_back_as_it_was(desk: Desk) -> None:
    text = 'id,name,phone,nhóm\n1,"Lan ""Bé"" <b>; DROP TABLE x",0912345678,α β\n'
    await desk.load(text)
    found = await desk.table.find("medring", Contact(ContactKind.PHONE, "+84912345678"))
    (line,) = read_customer_file(text.encode(), "medring", TODAY).lines
    assert found == line.customer == replace(line.customer, name='Lan "Bé" <b>; DROP TABLE x')
