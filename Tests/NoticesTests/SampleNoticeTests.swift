import Foundation
import Notices
import Testing

/// The sample notices that a first start imports.
@Suite struct SampleNoticeTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Samples/notices").path

    static let notices: [Notice] = {
        var notices: [Notice] = []
        NoticeSource(paths: [folder]).forEach { item in
            guard case .success(let bytes) = item.content,
                let notice = try? NoticeReader.read(bytes, fileName: item.name)
            else {
                Issue.record("\(item.name) cannot be read")
                return
            }
            notices.append(notice)
        }
        return notices
    }()

    @Test func `there are at least thirty two, of both formats and seven countries, marked as samples`() {
        #expect(Self.notices.count >= 32)
        #expect(Set(Self.notices.map(\.number)).count == Self.notices.count)
        #expect(Set(Self.notices.map(\.form.code)) == ["16", "17", "25", "29", "F02", "F03", "F15"])
        #expect(Set(Self.notices.compactMap(\.country)) == ["IT", "BG", "ES", "RO", "PL", "HU", "FR"])
        #expect(Self.notices.allSatisfy { $0.title.hasSuffix("(sample)") })
        #expect(Self.notices.allSatisfy { !$0.lots.isEmpty && $0.buyers.count == 1 })
    }

    @Test func `each award that followed a call names it`() {
        let numbers = Set(Self.notices.map(\.number))
        let linked = Self.notices.filter { $0.kind == .awardNotice && $0.procedure.type != .direct }
        #expect(linked.count > 10)
        #expect(linked.allSatisfy { !numbers.isDisjoint(with: $0.previousNumbers) })
        for notice in linked where notice.format == .eforms {
            #expect(Self.notices.count { $0.procedureKey == notice.procedureKey } == 2)
        }
    }

    @Test func `lots of an award are those of its call`() {
        for notice in Self.notices where notice.kind == .awardNotice {
            let keys = Set(notice.lots.map(\.key))
            #expect(notice.awards.allSatisfy { keys.contains($0.lotKey) }, "\(notice.number)")
        }
    }
}
