// Commands out of turn: when the queue itself is stopped, the one who may start it again must be heard.

import Engine
import Glibc
import Orders

extension DirectoryArrivalSource {
    package func peekControl(_ types: Set<ControlType>) throws(IntakeFailure) -> Submission? {
        for candidate in possibleCommands where isWaiting(candidate) && mayCommand(candidate) {
            do throws(SystemError) {
                guard let command = try command(in: candidate) else {
                    withoutCommand.insert(candidate.status.id)
                    continue
                }
                if let type = command.record.command, types.contains(type) { return command }
            } catch {
                continue  // It may be a command that is still being written: its turn, or the next call, will tell.
            }
        }
        return nil
    }

    package func narrow(to file: FileID) {
        if let head = current?.file, head.id != file { forget(head) }
        queue = possibleCommands.filter { $0.status.id == file }[...]
        furtherAfter = nil
    }

    /// Whether nothing of it was handed out.
    private func isWaiting(_ candidate: Candidate) -> Bool {
        files[candidate.status.id].map { !$0.hasHandedOut } ?? true
    }

    func mayCommand(_ candidate: Candidate) -> Bool {
        let status = candidate.status
        return status.kind == .regular && status.links == 1 && status.size <= SpoolBounds.controlFileBytes
            && (status.owner == 0 || status.owner == geteuid() || settings.operators.contains(status.owner))
            && !withoutCommand.contains(status.id)
    }

    /// The command, when it is alone in its file.
    private func command(in candidate: Candidate) throws(SystemError) -> Submission? {
        guard let reader = formats.reader(forFileNamed: candidate.name.text) else { return nil }
        let descriptor = try layout.new.open(candidate.name, O_RDONLY | O_NONBLOCK)
        guard try descriptor.status().id == candidate.status.id, try descriptor.takeReadLease() else {
            throw SystemError("lease", descriptor.path, code: EAGAIN)
        }
        var stream = RecordStream(descriptor, size: candidate.status.size, reader: reader)
        guard let record = try stream.next(), try stream.next() == nil, record.command != nil else { return nil }
        return SpoolFile(candidate, nil).submission(record)
    }
}

extension Record {
    fileprivate var command: ControlType? {
        guard case .success(let event) = content, case .control(let control) = event.body else { return nil }
        return control.type
    }
}
