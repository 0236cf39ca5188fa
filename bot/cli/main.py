"""The `lachan` application: each command group is a module; this one registers them."""

import os

# Before anything imports a library that reads them: quiet TensorFlow, no telemetry, one OpenMP thread (facts/vietnamese.md §2).
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import typer

from bot.cli import ask, customers, db, dialogue, doctor, policies, serve, setup, tickets

app = typer.Typer(
    name="lachan",
    help="Lá Chắn: bàn tiếp nhận quyền riêng tư. Trả lời từ chính sách của công ty, bằng tiếng Việt.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(ask.ask)
app.command("understand")(dialogue.understand)
app.command("chat")(dialogue.chat)
app.command("train")(dialogue.train)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)
app.command("prepare")(setup.prepare)
app.add_typer(policies.app, name="policies")
app.add_typer(db.app, name="db")
app.add_typer(customers.app, name="customers")
app.add_typer(tickets.app, name="tickets")


def main() -> None:
    app()
