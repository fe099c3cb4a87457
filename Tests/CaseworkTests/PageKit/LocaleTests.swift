import Testing

@testable import Casework
@testable import Web

@Suite struct LocaleTests {
    @Test(arguments: ["bg", "it"])
    func `every text exists in every language, with the same placeholders`(code: String) throws {
        #expect(try PageReader().words.locales.faults(of: Language(code)) == [])
    }
}
