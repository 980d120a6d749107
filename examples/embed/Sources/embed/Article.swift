/// What the site's CMS would hold.
struct Article {
    var slug: String
    var title: String
    var summary: String
    var text: [String]

    static let all = [
        Article(
            slug: "pho-sach-mo-lai", title: "Phố “cà phê & sách” mở lại: giảm 20% đến hết tuần ☕️📚",
            summary: "Sau ba tháng sửa chữa, mười hai quán nhỏ cùng đón khách trong một buổi sáng.",
            text: [
                "Từ sáu giờ sáng, ngõ đã đông. Người lớn gọi cà phê, trẻ con ngồi bệt xuống thềm lật truyện tranh.",
                "«Ai đọc hết một cuốn tại quán thì ly thứ hai tôi mời», bà chủ quán đầu ngõ nói.",
            ]),
        Article(
            slug: "lop-lap-trinh-mien-phi", title: "Cô giáo dạy C++ & C# miễn phí: \"Em viết được trò chơi rồi!\" 🎮",
            summary: "Lớp học tối thứ bảy có hai mươi học trò, chín chiếc máy tính cũ + rất nhiều tiếng cười.",
            text: ["Bài đầu tiên là một con rắn ăn táo. Bài thứ hai là sửa lỗi của con rắn ấy."]),
        Article(
            slug: "giai-chay-trong-cay", title: "Giải chạy #NgõNhỏ2026: 10 km + 1 cây xanh = 1.000 gốc 'về đích' 🌳",
            summary: "Mỗi người chạy xong trồng một cây; 98% số cây năm ngoái vẫn sống.",
            text: ["Ban tổ chức phát số áo từ chiều thứ sáu. Cây giống do vườn ươm của phường tặng."]),
    ]
}
