import Notices
import Risk
import Testing

/// Real notices that a naive reader gets wrong.
@Suite(.enabled(if: RealNotices.isPresent, RealNotices.skipped))
struct NaiveReaderTests {
    func outcomes(_ indicator: String, _ number: String, lot: String? = nil) throws -> [Outcome] {
        let notice = try #require(RealNotices.byNumber[number])
        let results = try ShippedRules.results(indicator, notice)
        return results.filter { lot == nil || $0.lot == lot }.map(\.outcome)
    }

    @Test func `award blocks are not merged`() throws {
        #expect(try outcomes("single-bid", "232841-2017", lot: "1").count == 9)
        let mixed = try outcomes("single-bid", "231436-2021")
        #expect(mixed.count == 23)
        #expect(Set(mixed).contains(.notApplicable))
        #expect(Set(mixed).count > 1)
    }

    @Test func `the count of tenders is used and not the list of tenders`() throws {
        #expect(try outcomes("few-bids", "00729960-2024") == [.flag])
    }

    @Test func `an award notice without an award block gets one result`() throws {
        #expect(try outcomes("single-bid", "023882-2018") == [.notApplicable])
        #expect(try outcomes("few-bids", "023882-2018") == [.notApplicable])
    }

    @Test func `the box counts whatever its prose says`() throws {
        #expect(try outcomes("accelerated-procedure", "322533-2018") == [.flag])
    }

    @Test func `the form decides and not the legal basis`() throws {
        let notice = try #require(RealNotices.byNumber["581727-2020"])
        #expect(notice.form.regime == .general)
        let outcome = try #require(try outcomes("short-submission-period", "581727-2020").first)
        #expect(outcome.isComputed)
    }

    @Test func `award notices of the old forms name the accelerated procedure`() throws {
        #expect(try outcomes("accelerated-procedure", "003424-2021") == [.flag])
        #expect(try outcomes("accelerated-procedure", "472236-2021") == [.flag])
        #expect(try outcomes("single-bid", "472236-2021") == [.flag])
    }

    @Test func `a value of one stands for unknown, and a slip of the pen for itself`() throws {
        #expect(try outcomes("final-value-far-from-estimate", "00002838-2025") == [.missingData])
        #expect(try outcomes("final-value-far-from-estimate", "00516080-2024").contains(.flag))
        #expect(try outcomes("final-value-far-from-estimate", "00729960-2024") == [.missingData])
        let unnumbered = try outcomes("final-value-far-from-estimate", "154292-2020")
        #expect(unnumbered.map(\.rawValue).sorted() == ["flag", "missing_data", "missing_data", "no_flag"])
    }

    @Test func `lots without a length are missing each for itself`() throws {
        let results = try outcomes("long-contract", "190846-2016")
        #expect(results.count == 81)
        #expect(Set(results) == [.missingData] || Set(results) == [.notApplicable])
    }

    @Test func `many lots give one result for a TED notice`() throws {
        #expect(try outcomes("short-submission-period", "190846-2016").count == 1)
    }
}
