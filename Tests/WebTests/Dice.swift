/// Random numbers from a seed, so that a failure can be seen again (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[number(0..<items.count)] }

    /// A few changes as a fuzzer makes them: a byte flipped, removed, doubled, a piece repeated or cut.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<number(1..<5) where !bytes.isEmpty {
            let place = number(0..<bytes.count)
            switch number(0..<6) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: number(0..<256))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            case 3: bytes.insert(pick([13, 10, 45, 34, 58, 59, 92, 0, 255]), at: place)
            case 4:
                let end = min(bytes.count, place + number(1..<20))
                bytes.insert(contentsOf: bytes[place..<end], at: number(0..<bytes.count))
            default: bytes.removeSubrange(place..<min(bytes.count, place + number(1..<20)))
            }
        }
        return bytes
    }
}
