"""The frame of the sample pages: an invented learner and the eight modules."""

from lms.web.contexts.shell import Action, Language, ModuleMark, NavItem, Shell

LANGUAGES = (
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("ru", "Русский"),
    ("zh", "中文"),
)
HOME = Action("Back to the module", "/modules/complaints")
SHELL = Shell(
    title="My training",
    viewer_name="Amina K.",
    viewer_role="Field",
    nav=(
        NavItem("My training", "/training", is_current=True),
        NavItem("Coverage", "/coverage"),
        NavItem("Session kits", "/kits"),
    ),
    languages=tuple(Language(code, name, f"?language={code}", is_current=code == "en") for code, name in LANGUAGES),
)
TITLES = (
    ("introduction", "The Client Protection Principles"),
    ("product-design", "Appropriate product design and delivery"),
    ("over-indebtedness", "Prevention of over-indebtedness"),
    ("transparency", "Transparency"),
    ("pricing", "Responsible pricing"),
    ("fair-treatment", "Fair and respectful treatment of clients"),
    ("privacy", "Privacy of client data"),
    ("complaints", "Mechanisms for complaint resolution"),
)
MARKS = {name: ModuleMark(name, number, title, href=f"/modules/{name}") for number, (name, title) in enumerate(TITLES)}
MARK = MARKS["complaints"]
