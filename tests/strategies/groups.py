"""Rule files in which objects, or the records of all objects, look at one another in every way, step after step."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st
from tests.strategies import records
from tests.strategies.policies import Paper, _some, scattered

# --- objects ---

INPUTS = """输入
  得：0~110分
  乙：0~3
  假：次数
  违：是否 默认 否
  类：甲类、乙类
  县、乡：文本
  日：日期
  丙：数 可缺
"""
FIELDS = {
    "得": st.sampled_from((60, 70, 80, 80, 80, 90, 90, 95, 100)),
    "乙": st.integers(0, 3),
    "假": st.sampled_from((0, 0, 0, 1, 2)),
    "违": st.sampled_from((True, False, False)),
    "类": st.sampled_from(("甲类", "乙类")),
    "县": st.sampled_from(("东县", "西县")),
    "乡": st.sampled_from(("一乡", "二乡")),
    "日": st.sampled_from((datetime.date(2011, 1, 1), datetime.date(2011, 1, 2))),
    "丙": records.given_numbers(),
}
GROUPS = ("", "，同 类", "，同 县、乡", "，同 违", "，同 日", "，同 得÷(乙+1)", "，同 丙 缺省 0", "，同 类、违")
WHERES = ("", "，其中 假=0", "，其中 非 违 且 得>60", "，其中 有 丙")
VALUES = ("得", "得÷(乙+1)", "得×90%−乙", "得−假", "丙 缺省 0", "100÷假")
TIES = ("", "，次 乙", "，次 乙÷(假+1)、得")
BANDS = (
    "优：80以上  限额 {0}\n  良：70以上 且 假≤1  限额 {1}\n  中：其他\n",
    "优：90以上\n  良：60以上  限额 {1}\n  中：其他  限额 {0}\n",
)
AMOUNTS = ("25%", "40% 进一", "1名", "0名", "60% 四舍五入", "比例 占比", "名额 乙")


@st.composite
def ranks(draw: st.DrawFn, value: str) -> str:
    """名次 or 名次比例 of a value, with any options."""
    name, group, where = draw(st.sampled_from(("名次", "名次", "名次比例"))), draw(st.sampled_from(GROUPS)), ""
    if name == "名次":
        where = draw(st.sampled_from(TIES)) + draw(st.sampled_from(("", "，倒序", "，并列连续")))
    return f"{name}({value}{group}{where})"


@st.composite
def statistics(draw: st.DrawFn, value: str) -> str:
    """One value for each group."""
    group = draw(st.sampled_from(GROUPS)) or "，全体"
    where = draw(st.sampled_from(WHERES))
    name = draw(st.sampled_from(("合计", "平均", "最高", "最低", "中位数")))
    places, sample = draw(st.integers(0, 3)), draw(st.sampled_from(("样本", "总体")))
    shapes = (
        f"{name}({value}{group}{where})",
        f"标准差({value}{group}{where}，{sample}，保留 {places})",
        f"加权平均({value}，乙{group}{where})",
        f"计数({value}>70{group}{where})",
        f"人数({f'{group}{where}'.replace('，全体', '').removeprefix('，')})",
    )
    return draw(st.sampled_from(shapes))


@st.composite
def allotments(draw: st.DrawFn) -> str:
    """A total shared out, in steps of several sizes or exactly."""
    group = draw(st.sampled_from(GROUPS)) or "，全体"
    weights = draw(st.sampled_from(("乙", "得", "乙+1", "得÷(乙+1)", "乙−1")))
    total = draw(st.sampled_from(("100", "10", "7", "10.5", "得")))
    ties = draw(st.sampled_from(("", "，次 得", "，次 得、假", "，按原顺序")))
    words = draw(st.sampled_from(("", "  保留2位小数", "  保留整数")))
    return f"按比例分配({total}，{weights}{group}{draw(st.sampled_from(WHERES))}{ties}){words}"


@st.composite
def quotas(draw: st.DrawFn, score: str) -> str:
    """Grades under quotas, by a score that may itself come from the cohort."""
    group = draw(st.sampled_from(("", " 同 类", " 同 县、乡", " 同 违")))
    bands = draw(st.sampled_from(BANDS)).format(draw(st.sampled_from(AMOUNTS)), draw(st.sampled_from(AMOUNTS)))
    tie = draw(st.sampled_from(("", "  并列 从严\n", "  并列 从宽\n", "  并列 次 乙\n", "  并列 次 得÷(乙+1)\n")))
    more = _some(draw, "  以下：无", "  降一等 违", "  不定等次 假>1")
    return f"等次 评级 按 {score}{group}\n  {bands}{tie}{more}"


@st.composite
def papers_of_chains(draw: st.DrawFn) -> Paper:
    """A rank, points for it, further values of the cohort from these, grades with quotas on top."""
    value = draw(st.sampled_from(VALUES))
    found = ["对象 单位\n", INPUTS, "参数 占比=40%\n", f"位={draw(ranks(value))}\n"]
    found.append(draw(st.sampled_from(("档=依次(位，4、3、2、1)\n", "档=(如果 位≤1 则 90 否则 位×2)\n", "档=得−位\n"))))
    found.append(f"均={draw(statistics(draw(st.sampled_from(('档', '得', value)))))}\n")
    found.append("差=档−均\n")
    kinds = draw(st.integers(0, 3))
    if kinds == 0:
        found.append(f"份={draw(allotments())}\n")
    if kinds == 1:
        found.append(draw(quotas(draw(st.sampled_from(("得", "得+档", "得÷(乙+1)×10"))))))
    if kinds == 2:
        found.append(f"再={draw(ranks('差'))}\n")
    if draw(st.integers(0, 2)) == 0:
        found.append(draw(st.sampled_from(("参评 假≤1\n", "参评 得÷假>1 或 违\n"))))
    if draw(st.integers(0, 2)) == 0:
        found.append("全体输出 总均=平均(差，全体)  保留2位小数\n")
    lacking = draw(st.sampled_from(((), (), ("得",), ("类", "乙"), ("假",), ("县", "日"))))
    return Paper(draw(scattered(found)), FIELDS, frozenset(("违", "丙", *lacking)))


# --- records ---

LEDGER = """明细 月报{optional}
  月份：1~12 整数
  乡：文本
  分：0~100
  量：0~9 可缺
  日：日期 可缺
  位={rank}
  占={share}
"""
RECORD_RANKS = (
    "名次(分)",
    "名次(分，同 月份)",
    "名次(分÷月份，同 乡，次 月份)",
    "名次(量，同 月份，其中 有 量)",
    "名次比例(分，同 乡、月份)",
    "分−平均(分，同 月份)",
    "人数(同 乡、月份)",
    "标准差(分，同 月份，总体，保留 2)",
)
SHARES = (
    "分÷合计(事.数)",
    "分−最高(事.数，其中 数>1，无则 50)",
    "分×基",
    "如果 分>基 则 1 否则 0",
    "计数(事，其中 数>分÷30)",
)
LISTS = (
    "合计(月报.占)",
    "合计(月报.位，缺的不计)",
    "平均(月报.分−平均(月报.分，全体)，无则 0)",
    "最高(月报.日，其中 有 月报.日，无则 2011-01-01)",
    '首个(月报.乡，最多 1条，无则 "无")',
    "末个(月报.日，其中 有 日，无则 2011-01-01)",
    "中位数(月报.分÷月份，同一 乡 取平均，最多 基，无则 基)",
    "去极值平均(月报.分÷月份，去 10%，无则 0)",
    "加权平均(月报.分÷月份，月报.量，其中 有 量，无则 −1)",
    "方差(月报.分÷月份，总体，无则 0)",
    "计数(月报，同一 乡 取首个，最多 1条)",
    "最低(月报.量，缺的不计，无则 缺)",
    "唯一(月报.分，其中 月份=1)",
)
ROW = {
    "月份": st.integers(1, 3),
    "乡": st.sampled_from(("一乡", "二乡")),
    "分": st.sampled_from((60, 70, 70, 90, 0)),
    "量": st.integers(0, 2),
    "日": st.sampled_from((datetime.date(2011, 1, 1), datetime.date(2011, 1, 2))),
}


@st.composite
def papers_of_records(draw: st.DrawFn) -> Paper:
    """Columns that look at all records, lists over them, ranks of objects by these."""
    optional = draw(st.sampled_from(("", " 可缺", " 适用 类=甲类")))
    ledger = LEDGER.format(
        optional=optional, rank=draw(st.sampled_from(RECORD_RANKS)), share=draw(st.sampled_from(SHARES))
    )
    found = ["对象 单位\n", "输入\n  类：甲类、乙类\n  基：0~3\n", "明细 事\n  数：0~3\n", ledger]
    found.extend(f"{name}={draw(st.sampled_from(LISTS))}\n" for name in ("结一", "结二")[: draw(st.integers(1, 2))])
    if "平均" in found[-1] or "合计" in found[-1]:
        found.append(f"名={draw(st.sampled_from(('名次', '名次比例')))}({found[-1].partition('=')[0]}，同 类)\n")
    if draw(st.integers(0, 3)) == 0:
        found.append("参评 基>0\n")
    lacking = draw(st.sampled_from(((), (), ("分",), ("月份",))))
    rows = st.lists(records.record(ROW, frozenset(("量", "日", *lacking))), max_size=4)
    fields = {
        "类": st.sampled_from(("甲类", "乙类")),
        "基": st.integers(0, 3),
        "月报": rows,
        "事": st.lists(st.fixed_dictionaries({"数": st.integers(0, 3)}), max_size=2),
    }
    return Paper(
        draw(scattered(found)), fields, frozenset(draw(st.sampled_from(((), (), ("类",), ("基",), ("月报",)))))
    )
