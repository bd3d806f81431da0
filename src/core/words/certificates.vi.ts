export const certificatesVi = {
  certificateCourse: 'Cả khóa học',
  certificateEarned: (what: string, address: string): string =>
    `Chúc mừng {ban}: hai tuần sau {ban} vẫn nhớ chắc. Đây là giấy ghi nhận của {ban}, ${what}:\n${address}`,
  certificateHelped: (what: string, address: string): string =>
    `Đây là giấy ghi nhận của {ban}, ${what}, có ghi là có người giúp:\n${address}\nMuốn có giấy tự làm một mình, mấy hôm nữa {ban} làm lại một mình nhé.`,
  certificateNext: (days: number): string =>
    `Sau ${days} ngày {ban} làm lại một lần nữa. Vẫn nhớ thì có giấy ghi nhận.`,
  certificatesLabel: 'Giấy ghi nhận của {ban}',
  certificatesHeading: 'Giấy ghi nhận',
  certificatesText: (lines: string): string =>
    `${lines}\n\nAi mở đường dẫn cũng xem được giấy, nhưng không thấy tên {ban}. Đây không phải xác nhận của Nhà nước trên VNeID.`,
};
