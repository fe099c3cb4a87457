import Testing

@testable import Casework

@Suite struct AttachmentNameTests {
    @Test(arguments: [
        ("photo 1.jpg", "photo 1.jpg", "photo%201.jpg"),
        (#"a"; filename="evil.exe"#, "a__ filename__evil.exe", "a%22%3B%20filename%3D%22evil.exe"),
        ("a\r\nSet-Cookie: x=1", "a_Set-Cookie_ x_1", "a%0D%0ASet-Cookie%3A%20x%3D1"),
        ("Снимка.jpg", "______.jpg", "%D0%A1%D0%BD%D0%B8%D0%BC%D0%BA%D0%B0.jpg"),
        ("../../etc/passwd", ".._.._etc_passwd", "..%2F..%2Fetc%2Fpasswd"),
        ("100%.pdf", "100_.pdf", "100%25.pdf"), ("it's (1).pdf", "it_s _1_.pdf", "it%27s%20%281%29.pdf"),
        (#"back\slash"#, "back_slash", "back%5Cslash"),
    ])
    func `a file's name cannot break out of its header`(name: String, plain: String, encoded: String) {
        #expect(
            ReadStoredFile.attachment(name)
                == "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)")
    }
}
