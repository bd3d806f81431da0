/** Source: the plain-language rules for lessons, rule 3 (everyday words before Hán-Việt officialese). */
export const officialese: readonly { word: RegExp; instead: string }[] = [
  { word: /triển khai/, instead: 'làm' },
  { word: /thực hiện/, instead: 'làm' },
  { word: /đăng tải/, instead: 'đăng' },
  { word: /truy cập/, instead: 'mở, vào' },
  { word: /cung cấp/, instead: 'cho, đưa' },
  { word: /tiếp nhận/, instead: 'nhận' },
  { word: /xác thực(?! hai lớp)/, instead: 'kiểm tra đúng người' },
  { word: /tiện ích/, instead: 'việc làm được' },
  { word: /nâng cao nhận thức/, instead: 'hiểu rõ hơn' },
  { word: /đối tượng/, instead: 'kẻ gian, người' },
  { word: /chiếm đoạt/, instead: 'lấy mất' },
  { word: /thủ đoạn/, instead: 'mánh' },
  { word: /kịp thời/, instead: 'sớm' },
  { word: /theo quy định/, instead: 'nói rõ điều gì' },
  { word: /tuyệt đối không/, instead: 'không bao giờ' },
];
