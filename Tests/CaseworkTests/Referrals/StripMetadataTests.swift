import Foundation
import Testing
import Web

@testable import Casework

private let mat2IsThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/mat2")

@Suite struct StripMetadataTests {
    /// What exiftool reads of the place; it is what mat2 itself stands on.
    private func place(in photo: [UInt8]) throws -> String {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "photo.jpg")
        try Data(photo).write(to: file)
        return try OutsideProgram.run("/usr/bin/exiftool", ["-s", "-GPSPosition", file.path]).output
    }

    @Test(.enabled(if: mat2IsThere, "mat2 is not installed"))
    func `the place where a photograph was taken is gone`() async throws {
        #expect(try place(in: PhotoWithPlace.bytes).contains("42 deg 41"))
        let stripped = try await StripMetadata.run(PhotoWithPlace.bytes, mediaType: "image/jpeg", number: 1)
        #expect(try place(in: stripped) == "")
        #expect(Data(stripped).range(of: Data("Exif".utf8)) == nil)
        #expect(stripped.starts(with: [0xFF, 0xD8]) && stripped.suffix(2) == [0xFF, 0xD9])
    }

    @Test(.enabled(if: mat2IsThere, "mat2 is not installed"))
    func `a file that is not what it says is refused`() async throws {
        await #expect {
            try await StripMetadata.run([1, 2, 3], mediaType: "image/jpeg", number: 7)
        } throws: {
            ($0 as? Refusal)?.reasons.first?.detail == "7"
        }
    }

    @Test func `plain text comes back as it is`() async throws {
        let text = Array("We went there on 3 May.".utf8)
        #expect(try await StripMetadata.run(text, mediaType: "text/plain", number: 1) == text)
    }

    @Test(arguments: ["application/octet-stream", "application/zip", "text/html"])
    func `a kind that cannot be stripped never leaves as it is`(type: String) async throws {
        await #expect { try await StripMetadata.run([1], mediaType: type, number: 3) } throws: { error in
            guard let refusal = error as? Refusal else { return false }
            return refusal.status == 409 && refusal.code == "evidence_cannot_be_stripped"
                && refusal.reasons.first?.detail == "3"
        }
        #expect(StripMetadata.suffix(type) == nil)
    }
}
