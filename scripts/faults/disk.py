"""A disk that loses its power: what was synced is there, of the rest any part, in any order, torn at sectors."""
import os

SECTOR = 512


class File:
    def __init__(self, content=b""): self.durable, self.pending = bytearray(content), []


def apply(content, operation):
    what, at, data = operation
    if what == "T":
        if at < len(content): del content[at:]
        else: content.extend(bytes(at - len(content)))
        return
    if at > len(content): content.extend(bytes(at - len(content)))
    content[at:at + len(data)] = data


class Disk:
    """The files of one folder, from a copy of it and what a shim noted. With `syncs=False` nothing is ever synced."""

    def __init__(self, folder, syncs=True):
        self.syncs, self.files, self.marks, self.names_pending = syncs, {}, {}, []
        self.names = {}
        for name in os.listdir(folder):
            if os.path.isfile(f"{folder}/{name}") and not name.endswith("-shm"):
                with open(f"{folder}/{name}", "rb") as file: self.names[name] = File(file.read())
        self.durable_names = dict(self.names)

    def take(self, record):
        what, fd = record.what, record.fd
        if what in "OC":
            name = os.path.basename(record.data.decode())
            if what == "C":
                self.names[name] = File()
                self.names_pending.append((name, self.names[name]))
            # What is no file of the folder is the folder itself, whose sync keeps the names.
            self.files[fd] = self.names.get(name)
        elif what == "W" and self.files.get(fd): self.files[fd].pending.append(("W", record.at, record.data))
        elif what == "T" and self.files.get(fd): self.files[fd].pending.append(("T", record.at, None))
        elif what == "s":
            file = self.files.get(fd)
            self.marks[fd] = len(file.pending if file else self.names_pending)
        elif what == "S" and record.result == 0 and self.syncs:
            file, mark = self.files.get(fd), self.marks.pop(fd, 0)
            if file:
                for operation in file.pending[:mark]: apply(file.durable, operation)
                del file.pending[:mark]
            else:
                for name, file in self.names_pending[:mark]: self.durable_names[name] = file
                del self.names_pending[:mark]
        elif what == "U":
            name = os.path.basename(record.data.decode())
            self.names.pop(name, None)
            self.names_pending.append((name, None))
        elif what == "M":
            old, new = (os.path.basename(path) for path in record.data.decode().split("\0"))
            self.names[new] = self.names.pop(old)
            self.names_pending += [(new, self.names[new]), (old, None)]

    def image(self, folder, draw):
        """Writes what a power cut now could leave, and tells how many sectors did not make it."""
        names, missing = dict(self.durable_names), 0
        for name, file in self.names_pending[:draw.randint(0, len(self.names_pending))]: names[name] = file
        os.makedirs(folder, exist_ok=True)
        for name, file in names.items():
            if file is None: continue
            content, share = bytearray(file.durable), draw.choice([0, 0.1, 0.5, 0.9, 1])
            parts = []
            for what, at, data in file.pending:
                if what == "T": parts.append((what, at, data))
                else:
                    edges = sorted({at, at + len(data), *range(-(-at // SECTOR) * SECTOR, at + len(data), SECTOR)})
                    parts += [("W", begin, data[begin - at:end - at]) for begin, end in zip(edges, edges[1:])]
            kept = [part for part in parts if draw.random() < share]
            missing += len(parts) - len(kept)
            if draw.random() < 0.5: draw.shuffle(kept)
            for part in kept: apply(content, part)
            with open(f"{folder}/{name}", "wb") as image: image.write(content)
            os.chmod(f"{folder}/{name}", 0o600)
        return missing
