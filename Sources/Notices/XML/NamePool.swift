import CLibXML2
import Synchronization

/// The names of elements and attributes that libxml2 has met, kept from one document for the next: notices use the
/// same few hundred. One parser at a time has a table; a new one begins empty.
struct NamePool: @unchecked Sendable {
    private let names: xmlDictPtr

    private static let idle = Mutex<[NamePool]>([])
    /// A table with more, in bytes, held a file with names that no notice has, and is not kept.
    private static let mostBytes = 1 << 17
    private static let mostIdle = 8

    /// Gives the context a table in place of its own; nil when there is no memory for one.
    static func lend(to context: xmlParserCtxtPtr) -> NamePool? {
        guard let pool = idle.withLock({ $0.popLast() }) ?? xmlDictCreate().map(NamePool.init) else {
            return nil
        }
        // What libxml2 allows a table of its own.
        xmlDictSetLimit(pool.names, Int(XML_MAX_DICTIONARY_LIMIT))
        xmlDictReference(pool.names)
        xmlDictFree(context.pointee.dict)
        context.pointee.dict = pool.names
        return pool
    }

    /// After the context is freed.
    func takeBack() {
        let isKept =
            xmlDictGetUsage(names) <= Self.mostBytes
            && Self.idle.withLock { idle in
                if idle.count < Self.mostIdle { idle.append(self) } else { return false }
                return true
            }
        if !isKept { xmlDictFree(names) }
    }
}
