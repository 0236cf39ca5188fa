"""`lachan serve`: the web application."""

from typing import Annotated

import typer

from bot.cli.dialogue import ensure_model
from bot.cli.output import fail, stderr


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Địa chỉ lắng nghe")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Cổng lắng nghe")] = None,
) -> None:
    """Chạy trang web của các tổ chức (lần đầu sẽ huấn luyện mô hình)."""
    from bot.bootstrap import load_settings
    from bot.logs import configure_logs

    settings = load_settings()
    configure_logs(settings.logs)
    host, port = host or settings.web.host, port or settings.web.port
    _require_free(host, port)
    model = ensure_model(settings)
    # Imported only now: FastAPI and Rasa take seconds, and a port that is taken should be said at once.
    import uvicorn

    from bot.app import create_app
    from bot.bootstrap import web_services

    stderr.print(f"Lá Chắn đang khởi động, rồi mở http://{host}:{port}")
    app = create_app(web_services(settings, model), settings)
    # No WebSocket is served, so uvicorn need not load a library for it.
    # An open event stream must not keep the process from stopping.
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def _require_free(host: str, port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(f"không lắng nghe được ở {host}:{port} ({error.strerror}). Chọn cổng khác: lachan serve --port 8001")
