"""The bare handler, on a copy of the SQLite file that Comity wrote."""
import os
import urllib.parse

from machine import Served, processor_s
from traffic import Requests, in_turn, send


class Floor:
    def __init__(self, program, file, folder, ids, words):
        def command(port):
            return [program, file, str(port)]

        self.server = Served(command, "/hello", os.path.join(folder, "floor.log"))
        asked = {
            "one": [f"/one/{id_}" for id_ in ids],
            "fifty": ["/fifty"],
            "sum": ["/sum"],
            "words": ["/words?" + urllib.parse.urlencode({"q": word}) for word in words],
        }
        self._requests = {name: Requests(name, folder, paths) for name, paths in asked.items()}
        self._known = {}

    def sender(self, name, connections, seconds):
        def spent():
            return processor_s(self.server.pid)

        requests = self._requests[name]
        return lambda: send(requests, self.server.port, connections, seconds, spent)

    def beneath(self, name, connections, seconds):
        """Measured once, for figures that no target hangs on."""
        if (name, connections) not in self._known:
            (figure,) = in_turn([self.sender(name, connections, seconds)], 1)
            self._known[name, connections] = figure
        figure = self._known[name, connections]
        return None if figure.failed else figure

    def stop(self):
        self.server.stop()
