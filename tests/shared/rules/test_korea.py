"""Numbers in Korean messages: «…» is found in the first list, and nothing in the second."""

import pytest

from shared import rules
from tests.shared.rules.marked import unmark


@pytest.mark.parametrize(
    ("label", "marked"),
    [
        ("private_phone", "제 번호는 «01012345678»이에요"),
        ("private_phone", "통화는 «0161234567»로요"),
        ("private_phone", "번호 불러 드릴게요 «공일공 일이삼사 오육칠팔»"),
        ("private_phone", "«공일공-이이삼사-오육칠구»입니다"),
        ("account_number", "확인: «900302-1******»"),
        ("account_number", "국민은행 «123456-04-123456»으로 보내 주세요"),
        ("account_number", "신한 «110-123-456789» 김민수"),
        ("account_number", "카카오뱅크 계좌는 «3333012345678»"),
        ("secret", "공동현관 비밀번호는 «*1234#»"),
        ("secret", "현관 «4821*» 누르세요"),
    ],
)
def test_a_number_of_a_korean_message_is_found_whole(label: str, marked: str) -> None:
    text, ((start, end),) = unmark(marked)
    assert [(span.start, span.end, span.label) for span in rules.find(text)] == [(start, end, label)]


@pytest.mark.parametrize(
    "text",
    [
        "timestamp 01012345678",
        "한글 로그 id_01012345678 끝",
        "오늘 코스피 2510.34로 마감",
        "주문번호: 2024-5521",
        "우리 1234명이 모였다",
        "하나 둘 셋 100-200-300",
        "비밀번호는 8자 이상",
        "일이 구체적으로 공일 때 오류",
        "버전 01012345678.3 배포",
    ],
)
def test_other_numbers_of_a_korean_text_are_left(text: str) -> None:
    assert rules.find(text) == []
