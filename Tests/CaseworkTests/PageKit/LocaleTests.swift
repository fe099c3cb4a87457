import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct LocaleTests {
    @Test(arguments: ["bg", "it"])
    func `every text exists in every language, with the same placeholders`(code: String) throws {
        #expect(try PageReader().words.locales.faults(of: Language(code)) == [])
    }

    @Test func `Italian addresses everybody as Lei`() throws {
        let folder = PageReader.root.appending(path: "Templates/locales/it")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let familiar =
            /\b(?i:tu|te|ti|tuo|tua|tuoi|tue|hai|puoi|avevi|vuoi|devi|voi|vostr[oaie]|avete|siete|potete|dovete)\b/
        for file in files {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                #expect(line.firstMatch(of: familiar) == nil, "\(file.lastPathComponent): \(line)")
            }
        }
    }
}
