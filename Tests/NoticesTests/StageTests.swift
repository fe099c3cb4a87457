import Notices
import Testing

@Suite struct StageTests {
    @Test(arguments: [
        ("1", NoticeStage.other), ("3", .other), ("4", .planning), ("9", .planning), ("10", .call),
        ("15", .call), ("16", .call), ("24", .call), ("25", .exAnte), ("28", .exAnte), ("29", .award),
        ("37", .award), ("38", .modification), ("40", .modification), ("41", .other), ("E1", .planning),
        ("E2", .planning), ("E3", .call), ("E4", .award), ("E5", .completion), ("E6", .modification),
        ("CEI", .call), ("T01", .planning), ("T02", .award), ("X01", .other),
    ])
    func `an eForms subtype says where the notice speaks`(subtype: String, stage: NoticeStage) throws {
        #expect(try read(NoticeText.eforms(extension: NoticeText.published(subtype))).stage == stage)
    }

    @Test(arguments: [
        ("F01", "PRI_ONLY", NoticeStage.planning), ("F01", "PRI_CALL_COMPETITION", .call), ("F02", "", .call),
        ("F03", "", .award), ("F04", "PER_REDUCING_TIME_LIMITS", .planning),
        ("F04", "PER_CALL_COMPETITION", .call), ("F07", "", .call), ("F08", "", .other), ("F12", "", .call),
        ("F13", "", .award), ("F14", "", .correction), ("F15", "", .exAnte), ("F20", "", .modification),
        ("F21", "PRI_ONLY", .planning), ("F22", "QSU_ONLY", .call), ("F23", "PRI", .call),
        ("F25", "", .award),
    ])
    func `a TED form says where the notice speaks`(form: String, type: String, stage: NoticeStage) throws {
        #expect(try read(NoticeText.ted(form, "<NOTICE TYPE=\"\(type)\"/>")).stage == stage)
    }

    @Test(arguments: [
        ("16", true), ("10", true), ("29", true), ("38", true), ("E5", true), ("T02", true), ("15", false),
        ("22", false), ("23", false), ("36", false), ("4", false), ("T01", false), ("CEI", false),
    ])
    func `contracts come from calls for tenders and what follows`(subtype: String, makes: Bool) throws {
        let notice = try read(NoticeText.eforms(extension: NoticeText.published(subtype)))
        #expect(notice.speaksOfContracts == makes)
    }

    @Test func `only what follows a call belongs to the procedure that it names`() throws {
        let body = "<PROCEDURE><NOTICE_NUMBER_OJ>2021/S 045-1147</NOTICE_NUMBER_OJ></PROCEDURE>"
        #expect(try read(NoticeText.ted("F02", body)).referencesOfSameProcedure == [])
        #expect(try read(NoticeText.ted("F01", body)).referencesOfSameProcedure == [])
        #expect(try read(NoticeText.ted("F03", body)).referencesOfSameProcedure == ["001147-2021"])
        #expect(try read(NoticeText.ted("F20", body)).referencesOfSameProcedure == ["001147-2021"])
    }
}
