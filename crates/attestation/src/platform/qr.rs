//! Squares for the camera of a phone, drawn into a page.

use qrcode::QrCode;
use qrcode::render::svg;

use super::failure::Failure;

/// The narrowest side of the drawing, in points of the page.
const SIDE: u32 = 180;

/// What the squares say, as a picture named by `label`: attributes only, no styles.
///
/// # Errors
/// When there is more than squares can hold.
pub fn drawing(said: &str, label: &str) -> Result<String, Failure> {
    let code = QrCode::new(said).map_err(anyhow::Error::from)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(SIDE, SIDE).build();
    let svg = drawn.find("<svg").map_or("", |start| &drawn[start..]);
    Ok(svg.replacen("<svg ", &format!(r#"<svg class="att-needed" role="img" aria-label="{label}" "#), 1))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_drawing_has_no_styles() {
        let drawn = super::drawing("https://attestation.example.org/check/7K2MQ9XD4HWT", "Код").expect("fits");
        assert!(drawn.starts_with("<svg class=\"att-needed\" role=\"img\" aria-label=\"Код\" "), "{drawn}");
        assert!(drawn.ends_with("</svg>") && !drawn.contains("style"));
    }
}
