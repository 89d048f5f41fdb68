//! How notifications are described in OpenAPI 3.1: what is sent to the address of a neighbour, and how its signature is
//! checked, since whoever receives it has nothing but this description.

use serde_json::{Value, json};

const SIGNED: &str = "Каждое уведомление подписано, и подпись проверяют раньше всего остального. Подписаны подряд: заголовок webhook-id, точка, заголовок webhook-timestamp, точка, тело — байты, как они пришли. Ключ — то, что стоит в секрете после whsec_, раскодированное из Base64. Способ — HMAC-SHA256, результат записан в Base64 после «v1,». В заголовке webhook-signature может стоять несколько подписей через пробел: достаточно одной верной. Уведомление, чьё webhook-timestamp отличается от ваших часов больше чем на пять минут, не принимают. Так устроены Standard Webhooks (https://www.standardwebhooks.com), для них есть готовые библиотеки.";
const ANSWERED: &str = "Ответьте любым кодом 2xx за десять секунд, а работу сделайте потом. Любой другой ответ значит «не принято»: то же уведомление с тем же webhook-id придёт снова через 1, 2, 4 минуты и так далее, не реже чем раз в 12 часов, а следующие подождут. Одно уведомление может прийти дважды.";

fn header(name: &str, about: &str) -> Value {
    json!({ "name": name, "in": "header", "required": true, "description": about, "schema": { "type": "string" } })
}

/// The description of all that is sent.
pub(super) fn webhooks() -> Value {
    let data = json!({ "oneOf": [{ "$ref": "#/components/schemas/Change" }, { "type": "null" }], "description": "Строка ленты изменений; у пробного уведомления её нет." });
    let kind = json!({ "type": "string", "enum": ["application.changed", "record.changed", "trial"], "description": "Что произошло; trial — пробное уведомление." });
    let at = json!({ "type": "string", "format": "date-time", "description": "Когда это произошло." });
    let body = json!({
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": { "type": kind, "timestamp": at, "data": data }
    });
    json!({ "change": { "post": {
        "tags": ["changes"],
        "summary": "Уведомление об изменении. Адрес для уведомлений добавляет Центр.",
        "description": format!("{SIGNED} {ANSWERED}"),
        "parameters": [
            header("webhook-id", "Номер уведомления: по нему узнают повторно полученное."),
            header("webhook-timestamp", "Когда отправлено, секунды с начала 1970 года."),
            header("webhook-signature", "Подпись: «v1,» и Base64.")
        ],
        "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        "responses": {
            "2XX": { "description": "Принято." },
            "410": { "description": "Адреса больше нет: уведомления на него отключаются сразу." },
            "default": { "description": "Не принято: придёт снова." }
        }
    } } })
}
