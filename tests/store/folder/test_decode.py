"""Bytes to text: encodings, line ends, and what is no text."""

import hashlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.folder.decode import Content, decode, read_bytes
from store.folder.encodings import LAST_RESORT, STRAY_UTF8, decode_bytes

FRENCH = "Le président français a déclaré que l’été était fini. Où ça?"
POLISH = "Prezydent powiedział, że żółty śnieg jest zły i niebezpieczny"
RUSSIAN = "Министр иностранных дел Сергей Лавров заявил, что переговоры продолжаются."
JAPANESE = "外務大臣は記者会見で、交渉は続いていると述べた。日本政府は協議を進める。"


def content(data: bytes) -> Content:
    return Content(data, hashlib.sha256(data).hexdigest(), len(data), 0)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_part_of_the_text(codec: str) -> None:
    assert decode_bytes(("\ufeff" * (codec == "utf-8") + FRENCH).encode(codec)).text == FRENCH


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        ("It’s “fine” – said the minister …", "cp1252"),
        ("Turkey and Russia", "ascii"),
    ],
)
def test_common_encodings_are_recognised(text: str, codec: str) -> None:
    assert decode_bytes(text.encode(codec)).text == text


WIDE_TEXTS = (RUSSIAN, JAPANESE, "Αθήνα 2021", "서울에 눈이 온다", "القاهرة اليوم", "दिल्ली में बारिश")


@pytest.mark.parametrize("text", WIDE_TEXTS)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_text_in_any_script(text: str, codec: str) -> None:
    for line in (f"{text}\n", f"{text}\r\n\r\n“{text}” 2021\n"):
        assert decode_bytes(line.encode(codec)).text == line


@given(st.binary(min_size=8, max_size=200))
def test_ascii_with_odd_bytes_is_no_utf_16(odd: bytes) -> None:
    body = b"Bush hid the facts, and the ministers knew it all along" * 20 + odd
    assert "utf-16" not in (decode_bytes(body).encoding or "")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("koi8_u", "Північний причал закриють на два роки через тріщини"),
        ("cp874", "รัฐบาลไทยประกาศปิดท่าเรือเหนือเป็นเวลาสองปี"),
        ("cp932", "北埠頭、ひび割れで2年間閉鎖へ 市議会が決定"),
        ("iso2022_jp", "北埠頭、ひび割れで2年間閉鎖へ 市議会が決定"),
        ("cp1250", "A városi közgyűlés megszavazta az északi rakpart kétéves lezárását"),
        *(
            (codec, text)
            for codec in ("mac_roman", "cp850")
            for text in (
                "Der Stadtrat hat beschlossen, den nördlichen Kai für zwei Jahre zu sperren.",
                "Le conseil municipal a voté mardi soir la fermeture du quai après des fissures.",
                "Kommunfullmäktige röstade för att stänga kajen i två år, säger man på fredagen.",
            )
        ),
        ("mac_roman", "It’s “fine”, said the minister – and the café is closed …"),
        ("mac_roman", "The café on the quay was closed, and the plan of the minister dropped."),
        ("cp1252", "The CAFÉ of the minister’s brother, a naïve man—so they say—was closed."),
    ],
)
def test_texts_in_encodings_from_before_unicode_are_read(codec: str, text: str) -> None:
    assert decode_bytes(text.encode(codec)).text == text


LATIN_TEXTS = {
    "cp1252": [
        "The minister said on Monday that the plan would cost a lot more than expected.",
        "Der Minister sagte am Montag, dass der Plan viel mehr kosten werde als erwartet.",
        "Le ministre a dit lundi que le projet serait bien plus cher que voulu.",
        "El ministro dijo el lunes que el plan sería mucho más caro de lo esperado.",
        "Il ministro ha detto che il piano sarà più caro del previsto.",
        "De minister zei maandag dat het plan veel meer zou kosten dan verwacht.",
    ],
    "cp1250": [
        "Minister powiedział w poniedziałek, że plan będzie kosztował znacznie więcej.",
        "Ministr v pondělí řekl, že plán bude stát mnohem víc, než se čekalo.",
        "A miniszter hétfőn azt mondta, hogy a terv sokkal többe kerül majd a vártnál.",
        "Ministrul a spus luni că planul va costa mult mai mult decât se aştepta.",
    ],
    "cp1254": ["Bakan pazartesi günü planın çok daha pahalıya mal olacağını söyledi."],
    "cp1257": ["Ministras pirmadienį sakė, kad planas kainuos daug daugiau, nei tikėtasi."],
}
SPICE = ["café", "Zürich", "–", "20°C", "€5", "…"]
WESTERN_SPICE = ["£15.8m", "“yes”", "l’été", "São Paulo", "El Niño", *SPICE]


@pytest.mark.parametrize(
    ("codec", "text"), [(codec, text) for codec, texts in LATIN_TEXTS.items() for text in texts]
)
@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_few_bytes_beyond_ascii_make_no_other_script_of_a_latin_text(
    codec: str, text: str, times: int
) -> None:
    words = text.split()
    for spice in WESTERN_SPICE if codec == "cp1252" else SPICE:
        mixed = list(words)
        for place in range(times):
            mixed.insert(2 + 2 * place, spice)
        line = " ".join(mixed)
        try:
            data = line.encode(codec)
        except UnicodeEncodeError:
            continue  # a sign that this encoding lacks
        assert data.isascii() or decode_bytes(data).text == line


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        *(("cp932", text) for text in ("首相が辞任", "サッカー日本代表が勝利", "大臣は述べた")),
        *(("gb18030", text) for text in ("中国人民银行降息", "外交部发言人表示", "北京下雪")),
        *(("big5", text) for text in ("台北下雨", "總統府發言人表示", "行政院長辭職")),
        *(("euc_kr", text) for text in ("대통령 기자회견", "서울에 눈", "안녕하세요")),
        *(("cp1251", text) for text in ("Москва, 10 августа", "NATO и Россия: переговоры")),
        ("cp1251", "The channel Россия 24 said that talks go on in Moscow (Москва) this week."),
        ("koi8-r", "Президент выступил с речью"),
        ("cp1253", "Η κυβέρνηση ανακοίνωσε νέα μέτρα"),
        ("gb18030", "The ministry (外交部) said that talks go on in Beijing (北京) this week."),
        *(("cp1252", text) for text in ("£15.8m deal", "It’s over", "50°C in Kuwait", "El Niño")),
        *(("cp1250", text) for text in ("Wałęsa nie żyje", "Příští vláda", "Škoda zdražuje")),
        *(("cp1254", text) for text in ("İstanbul’da yağmur", "İşçiler de karşı çıktı.")),
    ],
)
def test_a_headline_alone_tells_its_encoding(codec: str, text: str) -> None:
    assert decode_bytes(text.encode(codec)).text == text


def test_a_few_stray_bytes_do_not_spoil_utf8() -> None:
    found = decode_bytes(RUSSIAN.encode() + b" caf\xe9 \x93quoted\x94")
    assert found.text == RUSSIAN + " café “quoted”"
    assert found.encoding == STRAY_UTF8


def test_what_no_encoding_fits_is_cp1252_with_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.folder.encodings._guess", lambda body: None)
    found = decode_bytes(b"a \x81 b \xe9")
    assert (found.text, found.encoding) == ("a \ufffd b é", LAST_RESORT)


def test_the_encoding_chosen_before_is_taken_again() -> None:
    data = FRENCH.encode("cp1252")
    assert decode_bytes(data, "cp1251").text == data.decode("cp1251")
    assert decode_bytes(data, STRAY_UTF8).text == FRENCH


def test_line_ends_become_newlines_and_all_else_stays() -> None:
    made = decode(content("a\r\nb\rc\n\0d\u2028e\x85f\x0cg\ttab".encode()))
    assert made.text == "a\nb\nc\n\0d\u2028e\x85f\x0cg\ttab"
    assert made.status == "ok"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x7fELF\x02\x01\x01" + bytes(range(256)),
        bytes(1000),
        b"\xff\xfe" + bytes(range(256)) * 4 + b"\xd8\xd8" * 50,
        os.urandom(4000),
    ],
)
def test_binary_files_are_listed_without_text_and_with_a_reason(data: bytes) -> None:
    made = decode(content(data))
    assert (made.status, made.text, made.encoding) == ("binary", "", None)
    assert made.reason


def test_a_text_that_begins_like_another_format_stays_a_text() -> None:
    assert decode_bytes(b"GIF89a is a picture format").binary is None


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \n\t\r\n"])
def test_what_holds_no_words_is_empty(data: bytes) -> None:
    made = decode(content(data))
    assert made.status == "empty"
    assert made.reason


@given(st.binary(max_size=400) | st.binary(max_size=100).map(lambda data: b"\xff\xfe" + data))
def test_any_bytes_open(data: bytes) -> None:
    made = decode(content(data))
    assert made.text.encode("utf-8").decode() == made.text
    assert "\r" not in made.text
    assert made.status in ("ok", "empty", "binary")
    assert (made.reason is None) == (made.status == "ok")


@given(st.binary(max_size=400))
def test_decoding_again_with_the_encoding_that_was_chosen_gives_the_same(data: bytes) -> None:
    made = decode(content(data))
    if made.encoding is not None:
        assert decode(content(data), made.encoding).text == made.text


@given(st.text(max_size=300))
def test_utf8_comes_back_letter_for_letter(text: str) -> None:
    made = decode(content(b"\xef\xbb\xbf" + text.encode()))
    if made.status == "ok" and made.encoding == "utf-8":
        assert made.text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_file_is_read_with_hash_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xc3\xa9")
    os.utime(path, ns=(7, 7))
    made = decode(read_bytes(bytes(path)))
    assert (made.text, made.size, made.mtime_ns, made.encoding) == ("café", 5, 7, "utf-8")
    assert made.sha256 == hashlib.sha256(b"caf\xc3\xa9").hexdigest()


def test_what_cannot_be_read_is_unreadable_with_a_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (
        ("missing.txt", "can't be opened"),
        ("pipe", "not a regular file"),
        (".", "not a regular file"),
    ):
        made = decode(read_bytes(bytes(tmp_path / name)))
        assert (made.status, made.sha256, made.text) == ("unreadable", None, "")
        assert made.reason is not None
        assert reason in made.reason


def test_a_file_of_a_gigabyte_is_refused_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("it was read"))
    made = decode(read_bytes(bytes(path)))
    assert made.status == "unreadable"
    assert made.reason == "larger than 64 MB: 1,024 MB"
    assert made.size == 1 << 30


def test_reading_utf8_does_not_import_the_detector(tmp_path: Path) -> None:
    import subprocess

    path = tmp_path / "a.txt"
    path.write_text(FRENCH, encoding="utf-8")
    code = (
        "import sys; from store.folder.decode import decode, read_bytes;"
        f"decode(read_bytes({str(path)!r})); sys.exit('charset_normalizer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
