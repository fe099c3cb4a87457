/// First come, first served, with removal from the middle.
struct WaitingLine {
    private var line: [Batch?] = []
    private var head = 0
    private(set) var count = 0

    var first: Batch? {
        line[head...].first { $0 != nil } ?? nil
    }

    mutating func append(_ batch: Batch) {
        line.append(batch)
        count += 1
    }

    mutating func prepend(_ batch: Batch) {
        if head > 0 {
            head -= 1
            line[head] = batch
        } else {
            line.insert(batch, at: 0)
        }
        count += 1
    }

    mutating func popFirst() -> Batch? {
        while head < line.count {
            let batch = line[head]
            line[head] = nil
            head += 1
            if let batch {
                count -= 1
                compact()
                return batch
            }
        }
        compact()
        return nil
    }

    mutating func remove(_ batch: Batch) -> Bool {
        guard let index = line[head...].firstIndex(where: { $0 === batch }) else { return false }
        line[index] = nil
        count -= 1
        return true
    }

    private mutating func compact() {
        if head == line.count {
            line.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024 {
            line.removeFirst(head)
            head = 0
        }
    }
}
