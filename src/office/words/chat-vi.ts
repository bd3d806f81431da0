/**
 * What the office says to officials in chat, in Vietnamese. `{ban}` and `{a}` are filled in by core/address.ts.
 * One idea a message; verb first; figures with the words that say what they count.
 */
export const vi = {
  notLetIn: 'Mục gửi tin dành cho cán bộ được mời. {Ban} cứ học tiếp ở đây nhé.',
  noRight: 'Việc này ngoài phần việc của {ban}. Cần làm thì nhờ người quản trị mở quyền.',
  tooOften: '{Ban} vừa bấm nhiều lần quá. Nghỉ 15 phút rồi làm tiếp.',
  away: 'Máy chủ đang bận, chưa mở được mục gửi tin. Đợi ít phút rồi {ban} thử lại.',
  cannotTell: 'Trợ lý chưa so được tin này. Muốn chắc, {ban} hỏi công an xã hoặc ủy ban xã.',
};

/** The catalogue every language fills. */
export type ChatWords = typeof vi;
