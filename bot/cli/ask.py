"""`lachan ask`: policy questions without a conversation. Loads neither Rasa nor TensorFlow."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.output import emit, fail, given_or_stdin, stdout
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.models import Answer


def ask(
    questions: Annotated[
        list[str] | None, typer.Argument(help="Câu hỏi; không có thì đọc mỗi dòng một câu từ stdin")
    ] = None,
    org: Annotated[str, typer.Option("--org", help="Mã tổ chức (tên thư mục trong policies/)")] = "",
    policies: Annotated[Path | None, typer.Option("--policies", help="Thư mục chính sách khác")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In mỗi dòng một đối tượng JSON")] = False,
) -> None:
    """Hỏi chính sách của một tổ chức: trả lời bằng lời của chính sách, hoặc nói rõ là chính sách không nêu."""
    from bot.bootstrap import knowledge_desk, load_settings

    if not org:
        fail("thiếu --org: cho biết tổ chức nào, ví dụ --org medring.")
    desk = knowledge_desk(load_settings(), policies)
    try:
        desk.warm_up(org)
        for question in given_or_stdin(questions or []):
            answer = desk.ask(org, question)
            if as_json:
                emit(as_record(question, answer))
            else:
                stdout.print(f"{answer.text}\n", markup=False, highlight=False)
    except KnowledgeError as error:
        fail(str(error))


def as_record(question: str, answer: Answer) -> dict[str, Any]:
    """The JSON of design §5."""
    return {
        "question": question,
        "answered": answer.answered,
        "answer": answer.text,
        "citations": [
            {"policy": c.policy, "version": c.version, "section": c.section, "quote": c.quote} for c in answer.citations
        ],
        "score": round(answer.score, 4),
    }
