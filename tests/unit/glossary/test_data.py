"""The shipped glossary is data, and data has tests too."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

from mt_toolkit.glossary import (
    Glossary,
    fold,
    glossary_as_table,
    glossary_as_yaml,
    lint_glossary,
    load_glossary,
    parse_glossary,
)
from mt_toolkit.glossary.match import Matcher, Side
from mt_toolkit.glossary.model import Gender, Kind

ROOT = Path(__file__).parents[3]
NAMES = ROOT / "glossaries" / "names.yaml"

# Arabic as it stands in corpus/ar (or in the news the corpus is modelled on), and the English.
CORPUS = """
جون كيري = John Kerry | كيري = Kerry | محمد جواد ظريف = Mohammad Javad Zarif | ظريف = Zarif
عباس عراقجي = Abbas Araghchi | عباس أراغتشي = Abbas Araghchi | عرقجي = Araghchi
أراغتشي = Araghchi | عراقتشي = Araghchi | مجيد تخت روانجي = Majid Takht-Ravanchi
مجيد تخت روانتشي = Majid Takht-Ravanchi | تخت روانتشي = Takht-Ravanchi
علي أكبر صالحي = Ali Akbar Salehi | ويندي شيرمان = Wendy Sherman
فيديريكا موغيريني = Federica Mogherini | فيليب هاموند = Philip Hammond
حسن روحاني = Hassan Rouhani | باراك اوباما = Barack Obama | مسقط = Muscat
رافائيل غروسي = Rafael Grossi | رافائيل غروستي = Rafael Grossi | رافائيل جروسي = Rafael Grossi
غروسي = Grossi | فيينا = Vienna | اصفهان = Isfahan
حسين امير عبداللهيان = Hossein Amir-Abdollahian | جوزيب بوريل = Josep Borrell | بوريل = Borrell
سيرغي لافروف = Sergei Lavrov | لافروف = Lavrov | لافاروف = Lavrov | موسكو = Moscow
فرانك فالتر شتاينماير = Frank-Walter Steinmeier | شتاينماير = Steinmeier
لوران فابيوس = Laurent Fabius | فابيوس = Fabius | جنيف = Geneva | دمشق = Damascus
ستافان دي ميستورا = Staffan de Mistura | نيويورك = New York | روما = Rome
ستيف ويتكوف = Steve Witkoff | ويتكوف = Witkoff | بدر البوسعيدي = Badr al-Busaidi
بدر ألبوسيدي = Badr al-Busaidi | ألبوسايدي = al-Busaidi | البوسعيدى = al-Busaidi
ألبوسعيدي = al-Busaidi | البوسيدي = al-Busaidi
بقائي = Baqaei | إسماعيل بقائي = Esmaeil Baqaei | إسماعيل باقائي = Esmaeil Baqaei
دونالد ترامب = Donald Trump | أوسلو = Oslo | مسعود بيزشكيان = Masoud Pezeshkian
بيزشكيان = Pezeshkian | علي خامناي = Ali Khamenei | خامنئي = Khamenei
دانيال موريس = Daniel Morris | ماركو روبيو = Marco Rubio | كاجا كالاس = Kaja Kallas
كايا كالاس = Kaja Kallas | خام برنت = Brent crude | أوبك+ = OPEC+ | دبي = Dubai
مطار مسقط الدولي = Muscat International Airport | هيثم بن طارق = Haitham bin Tariq
انطونيو غوتيريس = Antonio Guterres | أنطونيو غوتيريش = Antonio Guterres | غوتيريش = Guterres
مجلس الأمن الدولي = UN Security Council | بنيامين نتنياهو = Benjamin Netanyahu
سلوفينيا = Slovenia | بيروت = Beirut | قبرص = Cyprus | آموس هوكشتاين = Amos Hochstein
هوكستين = Hochstein | السرايا الحكومية = Grand Serail | نجيب ميقاتي = Najib Mikati
ميقاتي = Mikati | يوانيس كاسوليديس = Ioannis Kasoulides | كاسوليدس = Kasoulides
كرونوس = Kronos | دير عمار = Deir Ammar | البنك الاوروبي للاستثمار = European Investment Bank
ميشال عون = Michel Aoun | ايمن الصفدي = Ayman Safadi | خط الغاز العربي = Arab Gas Pipeline
ايغاس = EGAS | إعصار رامونا = Hurricane Ramona | رامونا = Ramona | جامايكا = Jamaica
ميامي = Miami | أندرو هولنس = Andrew Holness | كينغستون = Kingston | بورت ماريا = Port Maria
المركز الوطني للأعاصير = National Hurricane Center | مارسيا ديل = Marcia Dell
برنامج الأغذية العالمي = World Food Programme | بربادوس = Barbados
إيمانويل ماكرون = Emmanuel Macron | كوبا = Cuba
منظمة الصحة للبلدان الأمريكية = Pan American Health Organization | جدة = Jeddah
مجلس التعاون الخليجي = Gulf Cooperation Council | محمد بن سلمان = Mohammed bin Salman
فيصل بن فرحان = Faisal bin Farhan | بن فرحان = bin Farhan | جاسم البديوي = Jasem Albudaiwi
البديوي = Albudaiwi | رجب طيب أردوغان = Recep Tayyip Erdogan | اردوغان = Erdogan
إسطنبول = Istanbul | وانغ يي = Wang Yi | غزة = Gaza | الدوحة = Doha
الهيئة المستقلة للانتخاب = Independent Election Commission | موسى المعايطة = Musa Maaytah
سلمى الحياري = Salma al-Hiyari | الحيّاري = Hiyari | اربد = Irbid | فادي حدادين = Fadi Haddadin
المفرق = Mafraq | معان = Maan | بوسطن = Boston | لوزان = Lausanne | الميناء = Al-Minaa
إرنست مونيز = Ernest Moniz | ارنست مونيس = Ernest Moniz | صحار = Sohar | لندن = London
خليج عمان = Gulf of Oman | هيلين مارش = Helen Marsh | مضيق هرمز = Strait of Hormuz
هرمز = Hormuz | أرسينيو دومينغيز = Arsenio Dominguez | القاهرة = Cairo
المنظمة البحرية الدولية = International Maritime Organization | بيرايوس = Piraeus
عمليات التجارة البحرية في المملكة المتحدة = United Kingdom Maritime Trade Operations
عبد الفتاح السيسي = Abdel Fattah el-Sisi | بدر عبد العاطي = Badr Abdelatty
عبدالعاطي = Abdelatty | الاتحاد الافريقي = African Union | توم فليتشر = Tom Fletcher
اوتشا = OCHA | سيندي ماكين = Cindy McCain | ادري = Adre | تشاد = Chad
اللجنة الدولية للصليب الاحمر = International Committee of the Red Cross | يونيسف = UNICEF
اطباء بلا حدود = Doctors Without Borders | الهلال الاحمر السوداني = Sudanese Red Crescent
كلير دوبوا = Claire Dubois | المفوضية الاوروبية = European Commission | اولاف شولتس = Olaf Scholz
كير ستارمر = Keir Starmer | محمود علي يوسف = Mahmoud Ali Youssouf | ايغاد = IGAD
جامعة الدول العربية = Arab League | احمد ابو الغيط = Ahmed Aboul Gheit
هاكان فيدان = Hakan Fidan | فيدان = Fidan | السودان = Sudan | أ.ن.ب = ANB | أ ن ب = ANB
معاهدة حظر الانتشار النووي = Nuclear Non-Proliferation Treaty
الوكالة الدولية للطاقة الذرية = International Atomic Energy Agency
"""
OTHER_NEWS = """
صادق خرازي = Sadegh Kharrazi | قاسم سليماني = Qassem Soleimani | سليماني = Soleimani
فيلق القدس = Quds Force | قوة القدس = Quds Force | الحرس الثوري الإيراني = Revolutionary Guard
علي السيستاني = Ali al-Sistani | كاثرين اشتون = Catherine Ashton | التايمز = The Times
نيويوركر = The New Yorker | واشنطن بوست = The Washington Post | فيسبوك = Facebook
باكو = Baku | أذربيجان = Azerbaijan | موصل = Mosul | داعش = ISIS | الكونغرس = Congress
تنظيم الدولة الاسلامية = Islamic State | البيت الأبيض = White House | سلطنة عمان = Oman
ار كيو 170 سنتينال = RQ-170 Sentinel | وليام بيرنز = William Burns | مونترو = Montreux
ديمتري بيسكوف = Dmitry Peskov | الكرملين = Kremlin | هانغتشو = Hangzhou | جروسي = Grossi
جبهة النصرة = Nusra Front | النصرة = Nusra | فتح الشام = Fatah al-Sham Front
القاعدة = al-Qaida | أ.ف.ب = AFP | مجموعة الـ20 = Group of 20
مجموعة 5+1 = P5+1 | الجمعية العامة للامم المتحدة = UN General Assembly | أوكرانيا = Ukraine
معاهدة عدم الانتشار النووية = Nuclear Non-Proliferation Treaty | الشرق الأوسط = Middle East
الثورة الإسلامية = Islamic Revolution | مجلس الشورى = parliament | غروستي = Grossi
وكالة التجارة الدولية الإيرانية = International Trade Agency of Iran | واشنطن = Washington
"""
AGENCIES = """
وكالة فرانس برس = Agence France-Presse | أ.ف.ب = AFP | أ ف ب = AFP | د.ب.أ = dpa | رويترز = Reuters
وكالة الأنباء الألمانية = Deutsche Presse-Agentur | أ.ب = AP | أسوشيتد برس = Associated Press
واس = SPA | وكالة الأنباء السعودية = Saudi Press Agency | وام = WAM | إرنا = IRNA | تسنيم = Tasnim
وكالة فارس = Fars News Agency | وكالة مهر = Mehr News Agency | إسنا = ISNA | سانا = SANA
الوكالة العربية السورية للأنباء = Syrian Arab News Agency | كونا = KUNA | قنا = QNA | بترا = Petra
وكالة الأنباء الكويتية = Kuwait News Agency | وكالة الأنباء القطرية = Qatar News Agency
أ ش أ = MENA | وكالة أنباء الشرق الأوسط = Middle East News Agency | وفا = Wafa
وكالة أنباء البحرين = Bahrain News Agency | وكالة الأنباء العمانية = Oman News Agency
وكالة الأناضول = Anadolu Agency | تاس = Tass | إنترفاكس = Interfax | شينخوا = Xinhua
الوكالة الوطنية للإعلام = National News Agency | بلومبرغ = Bloomberg | بي بي سي = BBC
"""
# Left in Latin letters by the articles.
LATIN = (
    "Araghchi", "Esmaeil Baqaei", "Witkoff", "Harborline Analytics", "Air Force One", "Kallas",
    "Holness", "Norman Manley International Airport", "JD Vance", "Martinique", "Ramona", "PAHO",
    "WFP", "EGAS", "OCHA", "Blue Homework", "Corinna Star", "Constanta", "UKMTO", "Harrow & Pike",
    "Al Batinah", "Dhofar 2", "X", "IMO", "Aspides", "Thalassa Bulk", "Le Monde", "snapback",
    "Port Maria",
)  # fmt: skip


def pairs(text: str) -> list[tuple[str, str]]:
    cells = [cell for line in text.strip().splitlines() for cell in line.split(" | ")]
    return [(cell.partition(" = ")[0], cell.partition(" = ")[2]) for cell in cells]


@pytest.fixture(scope="module")
def names() -> Glossary:
    return load_glossary(NAMES)


def unsettled(names: Glossary, wanted: list[tuple[str, str]]) -> list[str]:
    """The pairs for which no form of the glossary has the source and the target."""
    targets: dict[str, set[str]] = {}
    for entry in names:
        for form in entry.forms:
            for source in form.sources:
                folded = fold(source)
                targets.setdefault(folded, set()).add(form.target)
                # The matcher takes the article off, as in مدينة موصل.
                targets.setdefault(folded.removeprefix("ال"), set()).add(form.target)
    return [f"{arabic} = {english}" for arabic, english in wanted
            if english not in targets.get(fold(arabic), set())]  # fmt: skip


def test_it_has_what_it_promises(names: Glossary) -> None:
    assert len(names) >= 180
    assert {entry.kind for entry in names} == set(Kind)


def test_it_is_well_formed_for_other_programs_too() -> None:
    schema = resources.files("mt_toolkit.glossary").joinpath("schema.json").read_text("utf-8")
    errors = jsonschema.Draft202012Validator(json.loads(schema)).iter_errors(
        yaml.safe_load(NAMES.read_text("utf-8"))
    )
    assert [error.message for error in errors] == []


def test_it_has_no_lint() -> None:
    found = [
        f"{one.path}:{one.line}:{one.column} {one.code} {one.message}"
        for one in lint_glossary(load_glossary(NAMES))
    ]
    assert found == []


def test_it_is_written_as_the_toolkit_writes_it(names: Glossary) -> None:
    text = NAMES.read_text("utf-8")
    assert text[text.index("version:") :] == glossary_as_yaml(names)


def test_ids_are_sorted_and_targets_unique(names: Glossary) -> None:
    ids = [entry.id for entry in names]
    targets = [entry.target for entry in names]
    assert ids == sorted(set(ids))
    assert [target for target in targets if targets.count(target) > 1] == []


def test_nothing_is_mapped_to_itself(names: Glossary) -> None:
    found = [
        f"{entry.id}: {wrong}"
        for entry in names
        for form in entry.forms
        for wrong in form.wrong
        if wrong in (form.target, *form.admitted)
    ]
    assert found == []


def test_each_canonical_spelling_has_a_source(names: Glossary) -> None:
    assert [entry.id for entry in names if entry.origin is None] == []


def test_people_have_a_gender_and_places_none(names: Glossary) -> None:
    people = [entry for entry in names if entry.kind is Kind.PERSON]
    assert [entry.id for entry in people if entry.gender is None] == []
    assert names["kaja-kallas"].gender is Gender.FEMININE
    assert [entry.id for entry in names if entry.kind is Kind.PLACE and entry.gender] == []


def test_wikidata_ids_are_given_once(names: Glossary) -> None:
    shared: dict[str, list[str]] = {}
    for entry in names:
        if entry.wikidata is not None:
            shared.setdefault(entry.wikidata, []).append(entry.id)
    # The United Kingdom has two Arabic names and, with them, two canonical ones.
    assert [ids for ids in shared.values() if len(ids) > 1] == []


def test_every_name_of_the_corpus_is_there(names: Glossary) -> None:
    assert unsettled(names, pairs(CORPUS)) == []


def test_every_name_of_the_news_that_the_corpus_is_modelled_on_is_there(names: Glossary) -> None:
    assert unsettled(names, pairs(OTHER_NEWS)) == []


def test_news_agencies_and_their_abbreviations_are_there(names: Glossary) -> None:
    assert unsettled(names, pairs(AGENCIES)) == []


def test_states_have_an_adjective(names: Glossary) -> None:
    states = [
        entry
        for entry in names
        if entry.kind is Kind.PLACE and entry.origin == "United Nations usage"
    ]
    assert len(states) > 40
    assert [entry.id for entry in states if entry.adjective is None] == []


def test_no_form_hides_the_canonical_one_of_another_entry(names: Glossary) -> None:
    # The longest find counts: of "the United Kingdom" and "United Kingdom" only the former.
    owners: dict[str, set[str]] = {}
    for entry in names:
        for form in entry.forms:
            for target in (form.target, *form.admitted):
                owners.setdefault(target, set()).add(entry.id)
    hidden = [
        f"{form} of {other} hides {entry.id}"
        for entry in names
        for form in (f"the {entry.target}", f"The {entry.target}")
        for other in owners.get(form, set()) - {entry.id}
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("قال مسؤول من مسقط إن عمان تستضيف المحادثات", ["muscat", "oman"]),
        ("وصل الملك الأردني إلى عمان", ["amman"]),
        ("سافر من عمّان، عاصمة الأردن، إلى مسقط", ["amman", "jordan", "muscat"]),
        ("وقعت سلطنة عمان والمملكة العربية السعودية اتفاقا", ["oman", "saudi-arabia"]),
        ("عاد إلى مسقط رأسه", ["hometown"]),
        ("طلب كوبا من الشاي", []),
        ("سافر إلى كوبا", ["cuba"]),
        ("صوت عضو مجلس الشيوخ", ["senator"]),
        ("تعمل طيران الإمارات في دبي", ["emirates-airline", "dubai"]),
        ("بعد خروج بريطانيا من الاتحاد الأوروبي", ["brexit"]),
        ("لم يسجل هارتس هدفا", []),
        ("ذكرت قناة إم إس إن بي سي", ["msnbc"]),
        ("خسر الفريق أمام بولونيا", []),
    ],
)
def test_what_could_be_another_name_or_a_word(names: Glossary, text: str, ids: list[str]) -> None:
    assert [match.entry.id for match in Matcher(names, Side.SOURCE).find(text)] == ids


def test_other_wordings_and_inflections_are_no_misspellings(names: Glossary) -> None:
    text = (
        "وفي سلطنة عمان، ومسقط عاصمتها، قال مجلس الأمن، وأجهزة الطرد المركزي، وعمان، "
        "والجمهوريين في الكونغرس، وأ.ف.ب، وفتح الشام"
    )
    matches = Matcher(names, Side.SOURCE).find(text)
    assert len(matches) == 9
    assert [match.spelling for match in matches if match.preferred] == []


@pytest.mark.parametrize(
    ("written", "preferred"),
    [
        ("رافائيل غروستي", "رافائيل غروسي"),
        ("بدر بن حمد ألبوسيدي", "بدر بن حمد البوسعيدي"),
        ("الخارجية الأمريكية", "الخارجية الأميركية"),
        ("روانتشي", "روانجي"),
        ("فيس بوك", "فيسبوك"),
    ],
)
def test_a_misspelling_is_mended_within_its_wording(
    names: Glossary, written: str, preferred: str
) -> None:
    (match,) = Matcher(names, Side.SOURCE).find(written)
    assert match.preferred == preferred


def test_names_left_in_latin_letters_are_there(names: Glossary) -> None:
    known = {
        target
        for entry in names
        for form in entry.forms
        for target in (form.target, *form.admitted)
    }
    assert [name for name in LATIN if name not in known] == []


def test_canonical_spellings_are_those_of_the_english_corpus(names: Glossary) -> None:
    english = "\n".join(
        path.read_text("utf-8") for path in sorted((ROOT / "corpus" / "en").glob("*.txt"))
    )
    wrong = [
        f"{entry.id}: {form}"
        for entry in names
        for full in entry.forms
        for form in full.wrong
        if f" {form} " in english or f" {form}," in english or f" {form}'s" in english
    ]
    assert wrong == []
    absent = [
        target for arabic, target in pairs(CORPUS) if target.casefold() not in english.casefold()
    ]
    assert absent == []


def test_iraqi_is_nowhere_wrong(names: Glossary) -> None:
    wrong = {form.casefold() for entry in names for every in entry.forms for form in every.wrong}
    assert not wrong & {"iraqi", "iranian", "omani", "witty", "jerusalem", "iraq", "iran"}


def test_a_table_holds_all_of_it(names: Glossary) -> None:
    assert parse_glossary(glossary_as_table(names, ","), "csv").fingerprint == names.fingerprint
