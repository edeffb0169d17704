"""Starts and stops the programs under load. Each is ended by its own process id and listens on 127.0.0.1 only."""
import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from urllib.parse import urlsplit

START_LIMIT = 30
STOP_LIMIT = 10
LAST_LINES = 25


class Failure(Exception):
    """Something the person at the terminal has to see; the message is all there is to print."""


def wait_until(what, probe, process, limit=START_LIMIT):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        result = probe()
        if result:
            return result
        if process.poll() is not None:
            raise Failure(f"{what}: it exited with {process.returncode}")
        time.sleep(0.0005)
    raise Failure(f"{what}: nothing within {limit} s")


def healthy(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


class Server:
    """A child process whose output goes to a file: a pipe would make this program read, and so compete for the CPU."""

    def __init__(self, name, command, folder, log, env=None):
        self.name, self.log, self.url = name, log, None
        self.began = time.monotonic()
        with open(log, "wb") as output:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=subprocess.STDOUT)

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process.poll() is None

    def wait_ready(self, find_url):
        """Milliseconds from the start of the process to its first 200 on /health."""
        try:
            self.url = wait_until(f"{self.name} does not start", find_url, self.process)
            port = urlsplit(self.url).port
            wait_until(f"{self.name} does not answer /health", lambda: healthy(port), self.process)
        except Failure as failure:
            self.stop()
            raise Failure(f"{failure}\n{self.last_lines()}") from None
        return (time.monotonic() - self.began) * 1000

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_lines(self):
        with open(self.log, "rb") as log:
            log.seek(max(0, os.path.getsize(self.log) - 64 * 1024))
            lines = log.read().decode(errors="replace").splitlines()[-LAST_LINES:]
        state = "running" if self.is_running() else f"exited with {self.process.returncode}"
        return "\n".join([f"--- {self.name} ({state}), its last lines:", *lines, "---"])


def started_url(log):
    """The `url` of the line with the event `server.started`, wherever in that line it is."""
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if '"server.started"' not in line or not line.endswith("\n"):
                continue
            event = json.loads(line)
            return event.get("url") or event.get("fields", {}).get("url")
    return None


def start_daemon(name, program, folder, log, env):
    """A daemon on `folder`/bench.db and the milliseconds it took to its first 200."""
    settings = {
        "HOST": "127.0.0.1", "PORT": "0", "DATABASE_URL": f"sqlite:///{folder}/bench.db", "LOG_LEVEL": "info",
        "RATE_LIMIT_ENABLED": "false", "MAX_CONNECTIONS": "20000", "MAX_CONNECTIONS_PER_ADDRESS": "20000",
    }
    server = Server(name, [program, "serve"], folder, log, {**os.environ, **settings, **env})
    return server, server.wait_ready(lambda: started_url(log))


NGINX_CONFIGURATION = """
daemon off; worker_processes 2; pid nginx.pid; error_log stderr error;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 1000000000;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  server {{
    listen 127.0.0.1:{port} reuseport;
    location / {{
      default_type application/json;
      return 200 '{{"status":"healthy","timestamp":"2026-01-01T00:00:00.000Z"}}';
    }}
  }}
}}
"""


def find_nginx():
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_nginx(folder, log):
    """nginx with a fixed answer: what HTTP alone costs here."""
    port = free_port()
    configuration = os.path.join(folder, "nginx.conf")
    with open(configuration, "w", encoding="utf-8") as file:
        file.write(NGINX_CONFIGURATION.format(port=port))
    server = Server("nginx", [find_nginx(), "-p", folder, "-c", configuration], folder, log)
    server.wait_ready(lambda: f"http://127.0.0.1:{port}")
    return server
