import Foundation
import NIOCore

extension ByteBuffer {
    /// Distance from the reader index to the first occurrence of the bytes, nil when there is none.
    func offset(of pattern: [UInt8]) -> Int? {
        guard let first = pattern.first else { return nil }
        return withUnsafeReadableBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var from = 0
            while bytes.count - from >= pattern.count {
                let last = bytes.count - pattern.count
                guard let hit = memchr(start + from, Int32(first), last - from + 1) else { return nil }
                let offset = start.distance(to: UnsafeRawPointer(hit))
                if memcmp(start + offset, pattern, pattern.count) == 0 { return offset }
                from = offset + 1
            }
            return nil
        }
    }
}
