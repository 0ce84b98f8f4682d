"""Rule files with the records that put them to the test: inputs, ledgers, trees, grades, cohorts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.strategies import formulas, records

HEAD = "规则 试题\n"


@dataclass(frozen=True)
class Paper:
    """A rule text with strategies for the fields of its records; ``optional`` fields may be left out."""

    text: str
    fields: Mapping[str, st.SearchStrategy[Any]]
    optional: frozenset[str] = field(default_factory=frozenset)

    def record(self) -> st.SearchStrategy[dict[str, Any]]:
        return records.record(self.fields, self.optional)

    def cohort(self, most: int = 7) -> st.SearchStrategy[list[dict[str, Any]]]:
        """Records of objects that bear different names."""
        several = st.lists(self.record(), min_size=1, max_size=most)
        return several.map(lambda found: [{**one, "单位": f"第{n}科"} for n, one in enumerate(found, start=1)])


def _some(draw: st.DrawFn, *lines: str) -> str:
    """A few of the lines, each with its line end."""
    return "".join(f"{line}\n" for line in lines if draw(st.booleans()))


@st.composite
def scattered(draw: st.DrawFn, statements: list[str]) -> str:
    """A rule file of these statements in any order; a statement starts at the margin."""
    order = draw(st.permutations(statements))
    return HEAD + "\n" + "\n".join(one.rstrip("\n") + "\n" for one in order)


# --- inputs that may be absent ---

INPUTS = """输入
  甲：0~100分
  乙：-10~20
  丙：数 可缺
  丁：≥0 默认 2
  率：0~100% 可缺
  类：国家级、省级、市级
  优：是否 默认 否
  次：次数 可缺
"""
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "甲": records.bounded(0, 100),
    "乙": records.bounded(-10, 20),
    "丙": records.given_numbers(),
    "丁": records.bounded(0, 50),
    "率": records.bounded(0, 1, marked=True),
    "类": st.sampled_from(("国家级", "省级", "市级") * 5 + ("县级",)),
    "优": records.answers(),
    "次": st.sampled_from((0, 1, 2, 3, 5, 5, 8, -1)),
}
ABSENT = frozenset(("丙", "丁", "率", "优", "次"))
GUARDED = (
    "丙 缺省 7",
    "丙 缺省 率 缺省 甲",
    "(如果 有 丙 则 丙 否则 乙)",
    "(如果 有 丙 且 丙>0 则 甲÷丙 否则 0)",
    "(如果 非 (有 丙) 则 1 否则 丙×2)",
    "平均(甲，丙，率，缺的不计)",
    "合计(丙，率，缺的不计)",
    "最高(丙，次，缺的不计，无则 -1)",
    "计数(甲>60，乙<0，优)",
    "对照(类，国家级：5，省级：4，市级：3)÷(如果 优 则 2 否则 1)",
    "对照(类，国家级：5，其他：1)",
    "(10 若 优 且 类=国家级)",
    "(如果 有 率 则 率 否则 0%)",
    "(如果 类 属于 (国家级、省级) 则 甲 否则 乙)",
    "(次 缺省 0)×(丁 缺省 1)",
    "最小(甲÷丁，1)",
)


@st.composite
def papers_with_inputs(draw: st.DrawFn) -> Paper:
    """Numbers that are required, optional, defaulted; formulas that guard what may be absent."""
    required = ("甲", "乙", "丁")
    found = [INPUTS]
    for name in ("结一", "结二")[: draw(st.integers(1, 2))]:
        guarded = draw(st.sampled_from(GUARDED))
        rest = draw(formulas.formulas(required, draw(st.integers(0, 2))))
        words, _ = draw(formulas.endings())
        sign = draw(st.sampled_from("+-×"))
        found.append(f"{name}={guarded}{sign}{rest.at(formulas.POSTFIX)}{words}")
    if draw(st.integers(0, 3)) == 0:
        found.append("结三=如果 有 丙 则 丙 否则 缺\n")
    if draw(st.integers(0, 3)) == 0:
        found.append('要求 甲≥乙 说明 "甲不小于乙"\n')
    if draw(st.integers(0, 2)) == 0:
        found.append("一票否决 优 → 结一=0\n")
    return Paper(draw(scattered(found)), FIELDS, ABSENT)


# --- ledgers ---

LEDGER = """明细 表彰
  事项：文本
  级别：国家级、省级、市级
  集体：是否 默认 否
  分：-5~20
  权：≥0 可缺
  日：日期 可缺
  分值=对照(级别，国家级：5，省级：4，市级：3)÷(如果 集体 则 2 否则 1)
"""
ROW: dict[str, st.SearchStrategy[Any]] = {
    "事项": st.sampled_from(("抗洪", "防火", "抗旱")),
    "级别": st.sampled_from(("国家级", "省级", "市级")),
    "集体": records.answers(),
    "分": records.bounded(-5, 20),
    "权": records.bounded(0, 9),
    "日": st.dates(datetime.date(2011, 1, 1), datetime.date(2011, 3, 1)),
}
SIMPLE = ("合计", "平均", "最高", "最低", "中位数")
WHERES = ("", "，其中 级别=省级", "，其中 分≥5", "，其中 集体 或 分>甲", "，其中 有 权")
SAMES = (
    "",
    "",
    "，同一 事项 取最高",
    "，同一 事项 取最低",
    "，同一 事项 取首个",
    "，同一 事项 取平均",
    "，同一 级别 取合计",
)
MOSTS = ("", "", "，最多 2条", "，最多 1条")
EMPTIES = ("", "，无则 0", "，无则 −1")


@st.composite
def aggregates(draw: st.DrawFn) -> str:
    """One aggregate with any of the options of lists."""
    where, same, empty = draw(st.sampled_from(WHERES)), draw(st.sampled_from(SAMES)), draw(st.sampled_from(EMPTIES))
    column = draw(st.sampled_from(("表彰.分值", "表彰.分", "表彰.分×2", "表彰.分÷(丁+1)", "表彰.分值-表彰.分")))
    name = draw(st.sampled_from(SIMPLE))
    shapes = (
        f"{name}({column}{where}{same}{draw(st.sampled_from(MOSTS))}{empty})",
        f"计数(表彰{where})",
        f"计数(表彰{where}，同一 事项 取首个)",
        f"计数(表彰.集体{where})",
        f"加权平均(表彰.分，表彰.分值{where}{empty})",
        f"加权平均(表彰.分，表彰.权，其中 有 权{empty})",
        f"合计(表彰.权，缺的不计{same}{empty})",
        f"去极值平均({column}，去 1{where}{empty})",
        f"去极值平均({column}，去 20%{where}{empty})",
        f"方差({column}，总体{where}{empty})",
        f"方差({column}，样本{where}{empty})",
        f"标准差({column}，总体，保留 2{where}{empty})",
        f"标准差({column}，样本，保留3位小数{where}{empty})",
        f"首个({column}{where}{empty})",
        f"末个({column}{where}{empty})",
        f"唯一({column}{where}{empty})",
        f"合计(表彰.权 缺省 1{where})",
        "合计((如果 有 表彰.日 则 天数(2011-01-01，表彰.日) 否则 0))",
        "合计((如果 有 日 则 工作日数(2011-01-01，日) 否则 0)×表彰.分值)",
    )
    return draw(st.sampled_from(shapes))


@st.composite
def papers_with_ledgers(draw: st.DrawFn) -> Paper:
    """A ledger with its aggregates, sometimes 可缺, sometimes with a requirement."""
    optional = draw(st.booleans())
    ledger = LEDGER.replace("表彰\n", "表彰 可缺\n", 1) if optional else LEDGER
    if draw(st.integers(0, 4)) == 0:
        ledger += '  要求 分≥−4 说明 "不低于−4分"\n'
    found = ["输入\n  甲：0~100分\n  丁：≥0 默认 2\n", ledger]
    for name in ("结一", "结二")[: draw(st.integers(1, 2))]:
        words, _ = draw(formulas.endings())
        clamp = draw(st.sampled_from(("", "", "(≤5)", "(0~8)")))
        found.append(f"{name}={draw(aggregates())}{clamp}{draw(st.sampled_from(('', '+甲', '×10%')))}{words}")
    rows = st.lists(records.record(ROW, frozenset(("集体", "权", "日"))), max_size=5)
    fields = {"甲": records.bounded(0, 100), "丁": records.bounded(0, 5), "表彰": rows}
    return Paper(draw(scattered(found)), fields, frozenset(("丁", "表彰")))


# --- indicator trees ---

RULES = (
    "",
    "",
    "=甲÷10",
    "=甲×满分÷100",
    "=满分−乙",
    "=乙",
    "=甲÷丁",
    "：完成比例法(甲，目标)",
    "：反向比例法(甲，目标)",
    "：达标计分法(甲≥60)",
    "：否决计分法(乙<0)",
    "：数量递减法(丁，每满 2，扣 0.5)",
    "：数量递减法(丁，每份 3，扣 1)",
    "：累积计分法(丁，每起 1，计 0.5)",
    "：直接扣分法(乙，丁)",
    "：基础加减法(基础 2，加 乙，扣 丁)",
    "：综合计分法(甲÷100：60%，丁÷50：40%)",
    "：功效系数法(甲，40，80)",
    "：功效系数法(甲，40，80，基础 50%)",
    "：排名计分法(丁，每 1名，减 5%)",
    "：分档计分法(甲，90以上：满分，60~90(不含90)：满分÷2，其他：0)",
    "：插值计分法(甲，60：0，90：5)",
)
OPTIONS = ("", "", "", " 可超满分", " 可超满分 至 150%", " 可为负", " 最低 1分")
APPLIES = ("", "", "", " 适用 类=甲类", " 适用 非 优", " 适用 类=乙类 或 优")


@st.composite
def leaves(draw: st.DrawFn, name: str, marks: str, *, prorated: bool) -> str:
    rule = draw(st.sampled_from(RULES))
    applies = draw(st.sampled_from(APPLIES))
    if not rule:
        return f"{name} {marks}{' 可缺' if prorated and draw(st.booleans()) else ''}{applies}"
    words = draw(st.sampled_from(("", "", "  保留1位小数", "  保留整数(去尾)")))
    return f"{name} {marks}{rule}{words}{draw(st.sampled_from(OPTIONS))}{applies}"


@st.composite
def papers_with_trees(draw: st.DrawFn) -> Paper:
    """A tree of three levels whose marks add up; leaves by data, formula, method; some that do not always apply."""
    lines = ["指标 总评 100分" + draw(st.sampled_from(("", " 缺项按比例折算")))]
    prorated = "折算" in lines[0]
    shares = draw(st.sampled_from((("60分", "30分", "10分"), ("60%", "30%", "10%"), ("50分", "50分"), ("100%",))))
    data_leaves = []
    for number, share in enumerate(shares):
        name = f"大项{number}"
        if draw(st.booleans()):
            lines.append(f"  {draw(leaves(name, share, prorated=prorated))}")
            data_leaves.append(name)
            continue
        inner = draw(st.booleans())
        option = (" 缺项按比例折算" if inner else "") + draw(st.sampled_from(APPLIES))
        lines.append(f"  {name} {share}{option}")
        for part, percent in enumerate(draw(st.sampled_from(((50, 50), (20, 30, 50), (100,))))):
            lines.append(f"    {draw(leaves(f'小项{number}{part}', f'{percent}%', prorated=inner))}")
            data_leaves.append(f"小项{number}{part}")
    inputs = "输入\n  甲：0~100分\n  乙：-10~20\n  丁：≥0 默认 2\n  目标：≥0\n  类：甲类、乙类\n  优：是否 默认 否\n"
    fields = {
        "甲": records.bounded(0, 100),
        "乙": records.bounded(-10, 20),
        "丁": records.bounded(0, 50),
        "目标": records.bounded(0, 100),
        "类": st.sampled_from(("甲类", "乙类")),
        "优": records.answers(),
    }
    scores = records.near(0, 1, 2, 5).map(abs).flatmap(records.spelled)
    fields.update(dict.fromkeys(data_leaves, scores))
    statements = [inputs, "\n".join(lines) + "\n"]
    if draw(st.booleans()):
        statements.append("换算=(如果 有 总评 则 总评 否则 0)×90%  保留2位小数")
    return Paper(draw(scattered(statements)), fields, frozenset(("优", "丁", *data_leaves[::3])))


# --- grades ---

SCALES = (
    ("90以上", "80~90(不含90)", "60~80(不含80)", "60以下(不含60)"),
    ("90以上", "80~89", "60~79", "60以下(不含60)"),
    ("高于90", "80~90", "60以上", "其他"),
    ("90以上(不含)", "≥80", "60~80(不含80)", "不足60"),
    ("线 以上", "80~线(不含线)", "60~80(不含80)", "其他"),
)
GRADES = ("优秀", "良好", "合格", "不合格")


@st.composite
def bands(draw: st.DrawFn, *, quotas: bool) -> list[str]:
    """The bands of a scale, some with further conditions, some with quotas."""
    amounts = (
        "",
        "限额 25%",
        "限额 1名",
        "限额 2名",
        "限额 30% 四舍五入",
        "限额 30% 进一",
        "限额 比例 占比",
        "限额 名额 额数",
    )
    found = []
    for grade, test in zip(GRADES, draw(st.sampled_from(SCALES)), strict=True):
        further = draw(st.sampled_from(("", "", " 且 假≤5", " 且 非 违")))
        quota = draw(st.sampled_from(amounts)) if quotas and grade != "不合格" else ""
        found.append(f"  {grade}：{test}{'' if grade == '不合格' or test == '其他' else further}  {quota}")
    return found


@st.composite
def scales(draw: st.DrawFn, *, quotas: bool, by: str = "得") -> str:
    """A grade block with any of its lines, in any order but for the bands."""
    group = draw(st.sampled_from(("", " 同 类"))) if quotas else ""
    lines = [f"等次 评级 按 {by}{group}", *draw(bands(quotas=quotas))]
    more = (
        "  不定等次 病",
        "  降一等 违",
        "  降二等 假>8",
        "  不高于 良好 若 假>6",
        "  不高于 合格 若 违 且 假>3",
        "  一票否决 假>10 → 不合格",
        "  以下：不予评奖",
    )
    lines += [line for line in more if draw(st.integers(0, 2)) == 0]
    if quotas:
        tie = draw(st.sampled_from(("", "  并列 从严", "  并列 从宽", "  并列 次 乙", "  并列 次 乙、假")))
        lines += [tie] if tie else []
    return "\n".join(lines) + "\n"


GRADED = "输入\n  得：0~110分\n  乙：数\n  假：次数 默认 0\n  违、病：是否 默认 否\n  类：甲类、乙类\n"
PARAMETERS = "参数 线=90\n参数 占比=40%\n参数 额数=1名\n"
GRADED_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "得": st.one_of(records.near(60, 79, 80, 89, 90), st.sampled_from(tuple(map(Fraction, (85, 90, 95, 95))))).flatmap(
        records.spelled
    ),
    "乙": st.integers(0, 2),
    "假": st.sampled_from((0, 0, 0, 4, 6, 7, 9, 11)),
    "违": st.sampled_from((True, False, False, False)),
    "病": st.sampled_from((True, False, False, False)),
    "类": st.sampled_from(("甲类", "乙类")),
}


@st.composite
def papers_with_grades(draw: st.DrawFn) -> Paper:
    """One scale with whatever moves a grade, read by other nodes; vetoes at the margin."""
    rest = (
        "好=如果 评级 不低于 良好 则 1 否则 0\n",
        "奖=对照(评级，优秀：300，良好：200，合格：100，其他：0)\n",
        "一票否决 假>9 → 得分=0，评级=不合格\n",
        "否决 违 → 得分=1\n",
        "一票否决 病\n",
    )
    text = draw(scales(quotas=False, by="得分"))
    ungraded = "不定等次" in text
    kept = [one for one in rest if draw(st.booleans()) and not (ungraded and one[0] in "好奖")]
    words, _ = draw(formulas.endings())
    found = [GRADED, PARAMETERS, f"得分=得{words}\n", text, *kept]
    return Paper(draw(scattered(found)), GRADED_FIELDS, frozenset(("假", "违", "病")))


# --- cohorts ---

COHORT_VALUES = (
    "名次(得)",
    "名次(得，同 类)",
    "名次(得，同 类，其中 非 违)",
    "名次(得，倒序)",
    "名次(得，并列连续)",
    "名次(得，次 乙)",
    "名次(得，次 乙、假)",
    "名次(得÷(乙+1)，同 类，并列连续)",
    "名次(丙，其中 有 丙)",
    "名次(丙，缺的不计)",
    "名次比例(得)",
    "名次比例(得，同 类，其中 得≥60)",
    "人数()",
    "人数(同 类)",
    "人数(其中 得≥80)",
    "平均(得，全体)",
    "平均(得，同 类)",
    "平均(丙，全体，缺的不计)",
    "合计(得，全体，其中 违)",
    "最高(得，同 类)",
    "最低(得，同 类，其中 得≥60)",
    "中位数(得，全体)",
    "标准差(得，全体，总体，保留 2)",
    "标准差(得，同 类，样本，保留 2)",
    "加权平均(得，乙，全体)",
    "得−平均(得，全体)",
    "如果 名次(得)=1 则 得 否则 平均(得，全体)",
    "计数(得≥60，全体)",
    "按比例分配(100，乙，全体)  保留2位小数",
    "按比例分配(100，乙，同 类)  保留整数",
    "按比例分配(100，乙，全体，次 得)  保留2位小数",
    "按比例分配(10，得，全体，按原顺序)  保留1位小数",
    "按比例分配(10，乙，全体)",
    "按比例分配(10，得，全体，其中 得≥60)  保留整数",
    "依次(名次(得，同 类)，4、3、2、1)",
    "最高(得，全体)÷(得+1)",
)


@st.composite
def papers_of_cohorts(draw: st.DrawFn) -> Paper:
    """Ranks, averages, allotments, quotas over objects that are often level."""
    rest = ["对象 单位\n", GRADED, "输入 丙：数 可缺\n", PARAMETERS]
    found: list[str] = []
    for name in ("结一", "结二", "结三")[: draw(st.integers(0, 3))]:
        value = draw(st.sampled_from(COHORT_VALUES))
        found.append(f"{name}={value}\n")
    if draw(st.booleans()) or not found:
        found.append(draw(scales(quotas=True)))
    if draw(st.integers(0, 2)) == 0:
        found.append("参评 假≤9\n")
    if draw(st.integers(0, 2)) == 0:
        found.append("全体输出 均分=平均(得，全体)  保留2位小数\n")
    if draw(st.integers(0, 2)) == 0:
        found.append("全体输出 优率=人数(其中 得≥90)÷人数()\n")
    fields = {**GRADED_FIELDS, "丙": records.given_numbers()}
    return Paper(draw(scattered(rest + found)), fields, frozenset(("假", "违", "病", "丙")))


RECORD_VALUES = (
    "名次(分)",
    "名次(分，同 月份)",
    "名次(分，同 月份，次 量)",
    "平均(分，同 月份)",
    "分−平均(分，全体)",
    "人数(同 月份)",
    "名次(分，同 月份，其中 量>0)",
)


@st.composite
def papers_of_cohort_ledgers(draw: st.DrawFn) -> Paper:
    """Computed columns that look at the records of all objects."""
    value = draw(st.sampled_from(RECORD_VALUES))
    ledger = f"明细 月报\n  月份：1~12 整数\n  分：0~100\n  量：0~9\n  位={value}\n"
    whole = (
        "合计(月报.位，缺的不计)"
        if "其中" in value
        else draw(st.sampled_from(("合计(月报.位)", "最高(月报.位，无则 0)")))
    )
    rows = st.lists(
        st.fixed_dictionaries(
            {"月份": st.integers(1, 2), "分": st.sampled_from((60, 80, 80, 90)), "量": st.integers(0, 2)}
        ),
        max_size=3,
    )
    found = ["对象 单位\n", ledger, f"结一={whole}\n", "结二=名次(结一)\n"]
    return Paper(draw(scattered(found)), {"月报": rows})
