"""Korean as it is written every day, with English words in it: carriers in korean.txt, and their values.

Written on 2026-11-22 without a look at the training texts: chats, counters and call centres, hospital, bank and school,
deliveries, posts, forms. Particles stand directly on names, as they do. Labelled: names (whole, the given name alone,
the surname alone before a title; 씨, 님 and the title itself are not part of it), addresses by road and by lot, whole
or in part, telephones, mail, pages and handles, birth dates and the dates of what happened to somebody, registration,
passport, licence, card and bank account numbers (the bank's name is nobody's), passwords, codes of doors. Not labelled:
firms, schools, towns as such, opening hours, amounts, orders, nicknames, car numbers (there are none). Not judged:
people of history, ages, the date at the foot of a notice, the town where somebody lives without a street.
"""

# ruff: noqa: E501 (lists of values, a line a country)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from training.eval import checked
from training.eval.written import listed, written
from training.pieces import Piece

HERE = Path(__file__).parent / "korean.txt"
TIMES = 3

SURNAMES = listed("김 김 이 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전 홍 유 고 문 양 손 배 백 허 남궁 선우")
GIVEN = listed(
    "민수 지영 서연 도윤 하준 은정 미경 영호 성민 재현 수빈 예린 태형 가은 현우 나래 보람 승희 동욱 정숙 말순 "
    "철수 영자 혜진 준호 소영 다은 시우 유진 윤아 상철 병훈 경아 슬기 한별 건 빈 율 아름 복희 기태 라희"
)
LATIN = ("Minsu Kim", "Jiyoung Lee", "Park Seo-yeon", "Daniel Choi", "Hyun-woo Jung", "Grace Yoon", "Michael Brown", "Nguyen Thi Lan", "Sarah Oh")  # fmt: skip
SLUGS = ("minsu", "jy.lee", "seoyeon_p", "hj0412", "dowoon", "kang.hs", "yerin97", "happy_mom", "bluesky", "jhlee.dev")
MAIL = ("naver.com", "hanmail.net", "daum.net", "gmail.com", "nate.com", "kakao.com")

REGIONS = (
    ("서울", "서울시 마포구", "서울특별시 관악구", "서울 송파구", "서울시 은평구"),
    ("부산", "부산 해운대구", "부산광역시 사하구"),
    ("대구", "대구시 수성구", "대구 달서구"),
    ("인천", "인천광역시 연수구", "인천 부평구"),
    ("광주", "광주 북구", "광주광역시 서구"),
    ("수원", "경기도 수원시 팔달구", "수원시 영통구"),
    ("용인", "경기 용인시 기흥구", "경기도 용인시 수지구"),
    ("전주", "전북 전주시 완산구", "전라북도 전주시 덕진구"),
    ("원주", "강원도 원주시", "강원 원주시"),
    ("제주", "제주시", "제주특별자치도 제주시"),
)
ROADS = listed(
    "성미산로 낙성대로 오금로 증산로 반송로 다대로 동대구로 먼우금로 용봉로 정조로 구갈로 풍덕천로 서신로 단계로 노형로 연북로7길 시청로12번길 백제대로"
)
LOTS = listed(
    "합정동 봉천동 가락동 응암동 좌동 하단동 범어동 동춘동 매곡동 인계동 신갈동 죽전동 효자동 무실동 연동 오라동"
)
FLATS = listed("래미안 푸르지오 한솔마을 자이 e편한세상 주공3단지 힐스테이트 현대 우성 롯데캐슬")
BANKS = listed("국민은행 신한 우리은행 하나은행 농협 카카오뱅크 기업은행 새마을금고 토스뱅크 우체국")
ACCOUNTS = ("######-##-######", "###-###-######", "####-###-######", "###-######-##-###", "3333-##-#######", "###-####-####-##", "#############")  # fmt: skip
PHONES = ("010-*###-####", "010-*###-####", "010 *### ####", "010*#######", "010.*###.####", "02-*##-####", "031-*##-####", "051) *##-####", "+82 10-*###-####", "+82-2-*###-####", "070-*###-####", "공일공 *### ####")  # fmt: skip
WORDS = listed("godqhr rkwhr gkftndlTek qlalf rhdiddl wkehdck")


class Korean:
    """The values of one document."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.people: dict[str, tuple[str, str, bool]] = {}
        self.kept: dict[str, str] = {}
        self.region = rng.choice(REGIONS)
        self.birth = rng.randint(1948, 2008), rng.randint(1, 12), rng.randint(1, 28)

    def fill(self, name: str) -> tuple[str, str | None]:
        kind, _, part = name.partition(".")
        if kind.isdigit():
            return self.somebody(kind, part), "private_person"
        make, label = VALUES[kind]
        value = make(self)
        return (self.kept.setdefault(f"{kind}{part}", value) if part else value), label

    def somebody(self, number: str, part: str) -> str:
        rng = self.rng
        while number not in self.people:
            person = rng.choice(SURNAMES), rng.choice(GIVEN), rng.random() < 0.5
            if all(person[1] != other[1] for other in self.people.values()):
                self.people[number] = person
        last, given, _ = self.people[number]
        forms = {"": last + given, "given": given, "last": last, "apart": f"{last} {given}", "wide": " ".join(last + given),
                 "latin": self.kept.setdefault("latin" + number, rng.choice(LATIN))}  # fmt: skip
        return forms[part]

    # places

    def address(self) -> str:
        return f"{self.rng.choice(self.region[1:])} {self.street()}"

    def street(self) -> str:
        rng = self.rng
        flat = f"{rng.choice(FLATS)}{rng.choice((' ', '아파트 ', '아파트 '))}{rng.randint(101, 119)}동 {rng.randint(1, 19)}0{rng.randint(1, 6)}호"
        road = f"{rng.choice(ROADS)} {rng.choice((str(rng.randint(2, 260)), f'{rng.randint(3, 99)}-{rng.randint(1, 20)}'))}"
        lot = f"{rng.choice(LOTS)} {rng.randint(11, 990)}-{rng.randint(1, 30)}"
        return rng.choice((road, f"{road}, {flat}", f"{road} {rng.randint(2, 9)}층", lot, f"{lot} {flat}", f"{lot}번지",
                           f"{road} ({rng.choice(LOTS)}), {rng.randint(101, 112)}동 {rng.randint(101, 1604)}호"))  # fmt: skip

    def flat(self) -> str:
        rng = self.rng
        number = f"{rng.randint(101, 119)}동 {rng.randint(1, 19)}0{rng.randint(1, 6)}호"
        return rng.choice((number, f"{rng.choice(FLATS)} {number}", f"{rng.choice(FLATS)}아파트 {number}"))

    def room(self) -> str:
        return f"{self.rng.choice(ROADS)} {self.rng.randint(3, 180)}"

    # numbers and dates

    def account(self) -> str:
        return checked.shape(self.rng, self.rng.choice(ACCOUNTS))

    def phone(self) -> str:
        rng = self.rng
        text = checked.shape(rng, rng.choice(PHONES))
        return text.translate(str.maketrans("0123456789", "공일이삼사오육칠팔구")) if text.startswith("공") else text

    def born(self) -> str:
        year, month, day = self.birth
        return self.rng.choice((
            f"{year}년 {month}월 {day}일", f"{year}년 {month}월 {day}일", f"{year}.{month:02}.{day:02}", f"{year}. {month}. {day}.",
            f"{year % 100:02}{month:02}{day:02}", f"{year}-{month:02}-{day:02}", f"{year % 100:02}년 {month}월 {day}일", f"{year}{month:02}{day:02}",
        ))  # fmt: skip

    def date(self) -> str:
        rng = self.rng
        year, month, day = rng.randint(2023, 2027), rng.randint(1, 12), rng.randint(1, 28)
        return rng.choice((f"{year}년 {month}월 {day}일", f"{month}월 {day}일", f"{year}.{month}.{day}", f"{month}/{day}", f"{year}-{month:02}-{day:02}"))  # fmt: skip

    def resident(self) -> str:
        year, month, day = self.birth
        text = checked.resident(self.rng, year, month, day, self.rng.random() < 0.5)
        return self.rng.choice((text, text, text.replace("-", ""), text.replace("-", " - "), text[:8] + "******"))

    def licence(self) -> str:
        return checked.shape(self.rng, f"{self.rng.choice((11, 12, 13, 17, 23, 28))}-##-######-##")

    def passport(self) -> str:
        return checked.shape(self.rng, self.rng.choice(("M########", "M###@####", "S########")))

    # contact and secrets

    def email(self) -> str:
        return f"{self.rng.choice(SLUGS)}{self.rng.choice(('', '', '12', '0301'))}@{self.rng.choice(MAIL)}"

    def url(self) -> str:
        slug = self.rng.choice(SLUGS)
        return self.rng.choice((f"https://blog.naver.com/{slug}", f"instagram.com/{slug}", f"https://{slug.replace('_', '-')}.tistory.com",
                                f"https://open.kakao.com/o/{checked.letters(self.rng, 8, 'abcdefgABCDEF23456')}", f"github.com/{slug}"))  # fmt: skip

    def handle(self) -> str:
        return "@" + self.rng.choice(SLUGS)

    def password(self) -> str:
        rng = self.rng
        return rng.choice((f"{rng.choice(WORDS)}{checked.digits(rng, 4)}!", f"{rng.choice(WORDS).capitalize()}@{checked.digits(rng, 2)}",
                           f"{checked.letters(rng, 3, 'abcdefgh')}{checked.digits(rng, 5)}#", checked.letters(rng, 10, "abcdefghkmnpqrstABCDEFGH23456789")))  # fmt: skip

    def pin(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                checked.digits(rng, 4),
                checked.digits(rng, 6),
                f"*{checked.digits(rng, 4)}#",
                f"#{checked.digits(rng, 4)}*",
            )
        )


VALUES: dict[str, tuple[Callable[[Korean], str], str | None]] = {
    "addr": (Korean.address, "private_address"),
    "street": (Korean.street, "private_address"),
    "flat": (Korean.flat, "private_address"),
    "road": (Korean.room, "private_address"),
    "home": (lambda source: source.region[0], ""),
    "city": (lambda source: source.region[0], None),
    "tel": (Korean.phone, "private_phone"),
    "email": (Korean.email, "private_email"),
    "url": (Korean.url, "private_url"),
    "handle": (Korean.handle, "private_url"),
    "ip": (lambda source: f"{source.rng.choice((58, 112, 175, 211))}.{source.rng.randint(2, 250)}.{source.rng.randint(2, 250)}.{source.rng.randint(2, 250)}", "private_url"),
    "born": (Korean.born, "private_date"),
    "date": (Korean.date, "private_date"),
    "day": (Korean.date, ""),
    "age": (lambda source: str(source.rng.randint(8, 85)), ""),
    "rrn": (Korean.resident, "account_number"),
    "acct": (Korean.account, "account_number"),
    "card": (lambda source: checked.card(source.rng), "account_number"),
    "passport": (Korean.passport, "account_number"),
    "licence": (Korean.licence, "account_number"),
    "patient": (lambda source: checked.shape(source.rng, "*#######"), "account_number"),
    "staff": (lambda source: checked.shape(source.rng, "20*#0###"), "account_number"),
    "pw": (Korean.password, "secret"),
    "pin": (Korean.pin, "secret"),
    "bank": (lambda source: source.rng.choice(BANKS), None),
    "won": (lambda source: f"{source.rng.randint(3, 890)},000원", None),
    "order": (lambda source: checked.shape(source.rng, "2026####-#####"), None),
    "time": (lambda source: source.rng.choice(("오후 3시", "10시 반", "14:30", "저녁 7시")), None),
}  # fmt: skip


def korean(seed: int) -> list[Piece]:
    """Every carrier three times, with other values each."""
    return list(written(HERE, Korean, TIMES, seed, "ko"))
